package assay.experiment;

import assay.Estimate;

/**
 * One effect with what it is the effect of.
 *
 * @param outcome what is measured
 * @param arm the arm whose effect it is
 * @param against the arm that it is compared with
 * @param segment the condition that its rows meet, {@code all} without one, {@code target} when projected
 * @param estimate estimand, value and inference
 */
public record Effect(String outcome, String arm, String against, String segment, Estimate estimate) {}
