/** Charts of benchmark results, drawn without a screen: bars by JFreeChart into PNG files, lines over time as SVG. */
package gateway.lab.chart;
