package assay.harness;

import assay.Estimator;
import assay.certificate.Verdict;
import assay.dgp.Draw;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A control: an estimator whose verdict is known beforehand. A procedure that does not refute its mutants and its foil,
 * or does not certify its oracle, has shown nothing.
 *
 * @param <R> what the estimator answers
 * @param kind what it is
 * @param name kebab-case name
 * @param description what it does wrong, or right
 * @param rule how it answers
 * @param estimator the estimator that it runs, empty if it changes the method's result or sees the truth
 */
public record Control<R>(Kind kind, String name, String description, Rule<R> rule, Optional<Estimator<R>> estimator) {

    /** The kinds of control. */
    public enum Kind {
        /** The method, damaged. */
        MUTANT(Verdict.REFUTED),
        /** A method that is not valid here. */
        FOIL(Verdict.REFUTED),
        /** A rule that sees the truth. */
        ORACLE(Verdict.CERTIFIED);

        private final Verdict required;

        Kind(Verdict required) {
            this.required = required;
        }

        /**
         * The name in files.
         *
         * @return lower case
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The verdict without which a cell is void.
         *
         * @return refuted or certified
         */
        public Verdict required() {
            return required;
        }
    }

    /**
     * How a control answers.
     *
     * @param <R> what the estimator answers
     */
    @FunctionalInterface
    public interface Rule<R> {

        /**
         * Answers.
         *
         * @param draw the sample, and the truth that only an oracle uses
         * @param method the method's own result on this draw
         * @param random randomness of the estimator
         * @return the result
         */
        R answer(Draw draw, Lazy<R> method, RandomGenerator random);
    }

    /**
     * A result that is computed when it is asked for.
     *
     * @param <R> its type
     */
    @FunctionalInterface
    public interface Lazy<R> {

        /**
         * The result.
         *
         * @return the same at every call
         */
        R get();
    }

    /**
     * A mutant that changes the method's result.
     *
     * @param <R> what the estimator answers
     * @param name kebab-case name
     * @param description what it does wrong
     * @param change the change
     * @return the control
     */
    public static <R> Control<R> mutant(String name, String description, UnaryOperator<R> change) {
        return new Control<>(
                Kind.MUTANT, name, description, (draw, method, random) -> change.apply(method.get()), Optional.empty());
    }

    /**
     * A mutant that is an estimator of its own.
     *
     * @param <R> what the estimator answers
     * @param name kebab-case name
     * @param description what it does wrong
     * @param estimator the estimator
     * @return the control
     */
    public static <R> Control<R> mutant(String name, String description, Estimator<R> estimator) {
        return of(Kind.MUTANT, name, description, estimator);
    }

    /**
     * A foil.
     *
     * @param <R> what the estimator answers
     * @param name kebab-case name
     * @param description why it is not valid
     * @param estimator the estimator
     * @return the control
     */
    public static <R> Control<R> foil(String name, String description, Estimator<R> estimator) {
        return of(Kind.FOIL, name, description, estimator);
    }

    private static <R> Control<R> of(Kind kind, String name, String description, Estimator<R> estimator) {
        return new Control<>(
                kind,
                name,
                description,
                (draw, method, random) -> estimator.estimate(draw.observed(), random),
                Optional.of(estimator));
    }
}
