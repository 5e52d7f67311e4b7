package gateway.lab.chart;

/**
 * One bar of a chart.
 *
 * @param label what it stands for
 * @param value its length
 * @param low lower end of the whisker
 * @param high upper end of the whisker
 */
public record Bar(String label, double value, double low, double high) {
}
