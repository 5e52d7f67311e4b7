package gateway.lab.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One line of a benchmark's outcome; its names are those of the JSON file.
 *
 * @param bench the benchmark's name
 * @param subject what was measured: {@code case} in the file
 * @param value the median of the measured values
 * @param unit of the value
 * @param reference what it is compared with; empty if it stands alone
 * @param ratio the median of the ratios of value to reference within a round; null if it stands alone
 * @param ciLow lower end of the ratio's 95 % interval, of the value's where that is a difference, or null
 * @param ciHigh upper end of the same, or null
 * @param runs how many rounds were measured
 */
@JsonPropertyOrder({"bench", "case", "value", "unit", "reference", "ratio", "ci_low", "ci_high", "runs"})
public record Result(String bench, @JsonProperty("case") String subject, double value, String unit, String reference,
                     Double ratio, @JsonProperty("ci_low") Double ciLow, @JsonProperty("ci_high") Double ciHigh,
                     int runs) {
    /** A value that stands alone. */
    public static Result alone(String bench, String subject, double value, String unit, int runs) {
        return new Result(bench, subject, value, unit, "", null, null, null, runs);
    }

    /** The median of values beside a reference measured in the same rounds. */
    public static Result compared(String bench, String subject, String unit, double[] values, String reference,
                                  double[] references) {
        double[] ratios = new double[values.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = values[i] / references[i];
        }
        Bootstrap.Interval interval = Bootstrap.median(ratios);
        return new Result(bench, subject, Bootstrap.medianOf(values), unit, reference, interval.median(),
            interval.low(), interval.high(), values.length);
    }

    /** The median of by how much values are above a reference measured in the same rounds. */
    public static Result difference(String bench, String subject, String unit, double[] values, String reference,
                                    double[] references) {
        double[] differences = new double[values.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = values[i] - references[i];
        }
        Bootstrap.Interval interval = Bootstrap.median(differences);
        return new Result(bench, subject, interval.median(), unit, reference, null, interval.low(), interval.high(),
            values.length);
    }
}
