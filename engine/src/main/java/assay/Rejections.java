package assay;

import java.util.List;

/**
 * The result of a procedure for several hypotheses: which of them it rejects.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no hypothesis or two share a name.
 *
 * @param hypotheses the hypotheses in the order in which they were given
 * @param cautions reasons for care, empty when there are none
 */
public record Rejections(List<Hypothesis> hypotheses, List<Caution> cautions) {

    public Rejections {
        hypotheses = List.copyOf(hypotheses);
        cautions = List.copyOf(cautions);
        if (hypotheses.isEmpty()) {
            throw new IllegalArgumentException("a set of rejections is over at least one hypothesis");
        }
        Arguments.distinct(
                "hypothesis", hypotheses.stream().map(Hypothesis::name).toList());
    }

    /**
     * One hypothesis.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if the adjusted p-value is neither in [0, 1] nor NaN.
     *
     * @param name its name, such as the metric and the segment
     * @param adjustedP p-value adjusted for multiplicity, NaN for procedures that have none (e-values, online rules)
     * @param rejected whether the procedure rejects it
     */
    public record Hypothesis(String name, double adjustedP, boolean rejected) {

        public Hypothesis {
            if (adjustedP < 0 || adjustedP > 1) {
                throw new IllegalArgumentException("adjusted p-value of " + name + " must be in [0, 1]");
            }
        }
    }

    /**
     * The names of the hypotheses that are rejected.
     *
     * @return in the order of the hypotheses, empty if none is
     */
    public List<String> rejected() {
        return hypotheses.stream()
                .filter(Hypothesis::rejected)
                .map(Hypothesis::name)
                .toList();
    }
}
