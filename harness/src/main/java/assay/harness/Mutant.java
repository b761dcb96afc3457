package assay.harness;

import assay.EstimationException;
import assay.Estimator;
import assay.Sample;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A mistake that people make, applied to any method that it fits by wrapping it.
 *
 * @param <R> what the estimator answers
 * @param name kebab-case name
 * @param description what it does wrong
 * @param condition when it fits a method, in words
 * @param fits when it fits a method in a cell: it can be made there, and the budget refutes it
 * @param damage what it does
 */
record Mutant<R>(String name, String description, String condition, Predicate<Setting<R>> fits, Damage<R> damage) {

    /**
     * What a mutant does to a method on a sample.
     *
     * @param <R> what the estimator answers
     */
    @FunctionalInterface
    interface Damage<R> {
        R answer(Estimator<R> method, Sample sample, Control.Lazy<R> own, RandomGenerator random);
    }

    /**
     * How a sample is spoilt before the method sees it.
     */
    @FunctionalInterface
    interface Spoil {
        Sample sample(Sample sample, RandomGenerator random);
    }

    /** A mistake made after the method has answered. */
    static <R> Mutant<R> ofResult(
            String name, String description, String condition, Predicate<Setting<R>> fits, UnaryOperator<R> change) {
        return new Mutant<>(
                name, description, condition, fits, (method, sample, own, random) -> change.apply(own.get()));
    }

    /** A mistake made before the method is called. */
    static <R> Mutant<R> ofSample(
            String name, String description, String condition, Predicate<Setting<R>> fits, Spoil spoil) {
        return new Mutant<>(
                name,
                description,
                condition,
                fits,
                (method, sample, own, random) -> method.estimate(spoil.sample(sample, random), random));
    }

    /** The mutant of a method, as a control. */
    Control<R> of(Estimator<R> method) {
        return new Control<>(
                Control.Kind.MUTANT,
                name,
                description,
                (draw, own, random) -> damage.answer(method, draw.observed(), own, random),
                Optional.empty());
    }

    /** The mutant's answer by itself. */
    R answer(Estimator<R> method, Sample sample, RandomGenerator random) throws EstimationException {
        return damage.answer(method, sample, () -> method.estimate(sample, random), random);
    }
}
