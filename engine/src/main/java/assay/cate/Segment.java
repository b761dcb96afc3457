package assay.cate;

import assay.Estimate;

/**
 * Units that a rule names, and their average effect.
 *
 * @param rule the rule in words, such as {@code age <= 40 and visits > 2}; {@code all} where there is none
 * @param share their share of the judged rows, by weight, in (0, 1]
 * @param predicted their mean predicted effect
 * @param effect their average effect, with an interval that holds those of all segments at once
 */
public record Segment(String rule, double share, double predicted, Estimate effect) {}
