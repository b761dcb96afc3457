package assay.decision;

/**
 * What is known about another sign of success once it is one of many.
 *
 * @param metric its id
 * @param arm the treatment
 * @param adjustedP p-value corrected over all secondary metrics and treatments
 * @param reason how, in a sentence
 */
public record SecondaryReading(String metric, String arm, double adjustedP, String reason) {}
