package assay.decision.brief;

/**
 * What a method that was used is worth.
 *
 * @param method its name in the catalogue
 * @param verdict of its certificate as it stands today; that there is none, where there is none
 * @param note what the verdict means here; empty if there is nothing to say
 */
public record Credential(String method, String verdict, String note) {}
