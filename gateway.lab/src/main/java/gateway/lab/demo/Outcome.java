package gateway.lab.demo;

/**
 * What came of a step.
 *
 * @param asExpected whether it is what was announced
 * @param came what happened, in one line
 */
public record Outcome(boolean asExpected, String came) {
}
