package assay.policy;

/**
 * What a policy in a file was made from.
 *
 * @param outcome the name of the outcome
 * @param assignment the name of the column of actions
 * @param rows rows that it was learned from
 * @param seed of all draws
 * @param value what it was worth on rows that it had not seen, net of costs
 * @param stdError the standard error of that
 * @param version of the software
 */
public record PolicyOrigin(
        String outcome, String assignment, int rows, long seed, double value, double stdError, String version) {}
