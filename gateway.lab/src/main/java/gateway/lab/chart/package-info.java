/** Charts of benchmark results, drawn by JFreeChart into PNG files without a screen. */
package gateway.lab.chart;
