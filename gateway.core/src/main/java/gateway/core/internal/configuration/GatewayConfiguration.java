package gateway.core.internal.configuration;

import gateway.core.internal.content.ScanSettings;
import gateway.core.internal.policy.ExceptionPolicies;
import gateway.core.internal.policy.Rule;
import java.util.List;

/**
 * All of {@code conf/} at one moment, checked.
 *
 * @param intake where packets come from
 * @param flows how flows are kept
 * @param exceptions what happens in abnormal cases
 * @param files how files are kept to be scanned
 * @param rules the policy
 */
public record GatewayConfiguration(IntakeSettings intake, FlowSettings flows, ExceptionPolicies exceptions,
                                   ScanSettings files, List<Rule> rules) {
}
