package assay.policy;

import assay.Estimate;
import assay.Policy;
import assay.PolicyResult;

/**
 * A learned policy beside giving everybody the same action.
 *
 * @param result the policy and its value
 * @param reference what it is compared with
 * @param gain value of the policy less that of the reference, from differences row by row
 */
public record PolicyComparison(PolicyResult result, Policy reference, Estimate gain) {}
