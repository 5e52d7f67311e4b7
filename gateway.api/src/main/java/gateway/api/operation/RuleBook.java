package gateway.api.operation;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The policy's rules, as they stand in {@code conf/}, and a trial of others. */
@ProviderType
public interface RuleBook {
    /** All rules in the order in which they are asked, also those that cannot be used and why. */
    List<RuleText> rules();

    /**
     * What is wrong with a rule.
     *
     * @return one sentence, empty if nothing is
     */
    String problemOf(RuleText rule);

    /**
     * What these rules would do with the flows that are known now and with the last that ended, beside what was done.
     *
     * @param rules all rules of the policy to be tried
     * @throws IllegalArgumentException for a rule that cannot be used, in a sentence
     * @throws NotAnswering where flows cannot be seen now
     */
    DryRun dryRun(List<RuleText> rules) throws NotAnswering;

    /**
     * Puts these rules in the place of all that are there: files are written, changed and deleted in {@code conf/},
     * each as a whole, and take effect together.
     *
     * @throws IllegalArgumentException for a rule that cannot be used, in a sentence; nothing is changed then
     * @throws IOException where a file cannot be written
     */
    void replace(List<RuleText> rules) throws IOException;
}
