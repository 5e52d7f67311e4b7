package gateway.lab.chart;

import gateway.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lines over time as an SVG file, with a mark where something was changed.
 *
 * @param title above it
 * @param axis what the values are
 * @param lines one value a second each
 * @param mark the second that is marked; negative for none
 * @param marked what happened there
 */
public record LineChart(String title, String axis, List<Line> lines, int mark, String marked) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 130;
    private static final int TOP = 50;
    private static final int BOTTOM = 50;
    private static final int STEPS = 5;
    private static final int LEGEND_LINE = 20;
    private static final List<String> COLOURS = List.of("#1b7f4d", "#c23b22", "#2f5fb3", "#8a6d00");
    private static final List<String> DASHES = List.of("none", "7 3", "2 3", "8 3 2 3");

    /**
     * A line.
     *
     * @param name in the legend
     * @param values one a second
     */
    public record Line(String name, double[] values) {
    }

    /** Draws it. */
    public void write(Path file) {
        try {
            Files.writeString(file, svg());
        } catch (IOException e) {
            throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n", WIDTH, HEIGHT));
        text(svg, LEFT, TOP / 2, "start", title);
        text(svg, LEFT, TOP - 8, "start", axis);
        axes(svg);
        if (mark >= 0) {
            line(svg, x(mark), TOP, x(mark), HEIGHT - BOTTOM, "stroke=\"#555\" stroke-dasharray=\"4 4\"");
            text(svg, x(mark) + 4, TOP + 10, "start", marked);
        }
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        for (int i = 0; i <= STEPS; i++) {
            double value = top() * i / STEPS;
            line(svg, LEFT, y(value), WIDTH - RIGHT, y(value), "stroke=\"#ddd\"");
            text(svg, LEFT - 6, y(value) + 4, "end", format("%.0f", value));
            double second = (double) seconds() * i / STEPS;
            text(svg, x(second), HEIGHT - BOTTOM + 18, "middle", format("%.0f", second));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "seconds");
    }

    private void draw(StringBuilder svg, int number) {
        Line line = lines.get(number);
        String style = format("fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"",
            COLOURS.get(number % COLOURS.size()), DASHES.get(number % DASHES.size()));
        svg.append("<polyline ").append(style).append(" points=\"");
        for (int i = 0; i < line.values().length; i++) {
            // What was counted in a second stands in its middle.
            svg.append(format("%.1f,%.1f ", x(i + 0.5), y(line.values()[i])));
        }
        svg.append("\"/>\n");
        double legend = TOP + LEGEND_LINE * (number + 1.0);
        line(svg, WIDTH - RIGHT + 10, legend, WIDTH - RIGHT + 40, legend, style);
        text(svg, WIDTH - RIGHT + 46, legend + 4, "start", line.name());
    }

    private int seconds() {
        return lines.stream().mapToInt(line -> line.values().length).max().orElse(1);
    }

    /** A round number that no value is above. */
    private double top() {
        double most = lines.stream().flatMapToDouble(line -> Arrays.stream(line.values())).max().orElse(1);
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(1, most))));
        return Math.ceil(Math.max(1, most) / unit) * unit;
    }

    private double x(double second) {
        return LEFT + (WIDTH - LEFT - RIGHT) * second / seconds();
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top();
    }

    private static void line(StringBuilder svg, double x, double y, double toX, double toY, String style) {
        svg.append(format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n", x, y, toX, toY, style));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, safe));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
