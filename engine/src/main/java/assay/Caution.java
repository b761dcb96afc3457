package assay;

/**
 * A reason for care that travels with a result instead of a log line.
 *
 * @param code stable kebab-case code, such as {@code propensity-clipped}
 * @param message one sentence with the figures that raised it
 * @param page the page of the user guide that explains it, with its anchor
 */
public record Caution(String code, String message, String page) {

    /**
     * A caution explained on the page of cautions under its own code.
     *
     * @param code stable kebab-case code
     * @param message one sentence
     * @return the caution
     */
    public static Caution of(String code, String message) {
        return new Caution(code, message, "codes.html#" + code);
    }
}
