package assay.experiment;

/**
 * How likely an arm is the best one.
 *
 * @param outcome what is measured
 * @param segment the rows that it is about
 * @param arm the arm, control included
 * @param probabilityBest the posterior probability that its mean outcome is the best of all arms
 * @param expectedLoss how far its mean outcome is expected to be from that of the best arm, in units of the outcome
 */
public record RankedArm(String outcome, String segment, String arm, double probabilityBest, double expectedLoss) {}
