package gateway.lab.chart;

import gateway.lab.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;

/** One bar a case: its ratio to the reference, with the 95 % interval; a line at 1. */
public final class RatioChart {
    private static final int WIDTH = 1100;
    private static final int BAR_HEIGHT = 34;
    private static final int FRAME_HEIGHT = 140;

    private RatioChart() {
    }

    /** Draws bars into a PNG file; writes nothing if there are none. */
    public static void write(Path file, String title, String axis, List<Bar> bars) {
        if (bars.isEmpty()) {
            return;
        }
        System.setProperty("java.awt.headless", "true");
        JFreeChart chart = ChartFactory.createBarChart(title, "", axis, dataset(bars), PlotOrientation.HORIZONTAL,
            false, false, false);
        CategoryPlot plot = chart.getCategoryPlot();
        StatisticalBarRenderer renderer = new StatisticalBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        plot.setRenderer(renderer);
        plot.addRangeMarker(new ValueMarker(1.0));
        ((NumberAxis) plot.getRangeAxis()).setAutoRangeIncludesZero(true);
        try {
            ChartUtils.saveChartAsPNG(file.toFile(), chart, WIDTH, FRAME_HEIGHT + BAR_HEIGHT * bars.size());
        } catch (IOException e) {
            throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static DefaultStatisticalCategoryDataset dataset(List<Bar> bars) {
        DefaultStatisticalCategoryDataset dataset = new DefaultStatisticalCategoryDataset();
        for (Bar bar : bars) {
            // The renderer draws a symmetric whisker: half the interval's width on either side.
            dataset.add((Double) bar.value(), (Double) ((bar.high() - bar.low()) / 2), "ratio", bar.label());
        }
        return dataset;
    }
}
