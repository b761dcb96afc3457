package assay.harness;

import assay.Estimator;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.UnitTruth;
import assay.random.Streams;
import java.util.Arrays;

/**
 * Where a mutant would be used: a method in a world, at a tier. What the world looks like is seen in one draw of it.
 *
 * @param <R> what the estimator answers
 * @param estimator the method
 * @param tier how sharp the certificate is
 * @param world the world of the cell
 * @param draw a draw of the world
 */
record Setting<R>(Estimator<R> estimator, Tier tier, Dgp world, Draw draw) {

    static <R> Setting<R> of(Estimator<R> estimator, Tier tier, Dgp world) {
        return new Setting<>(estimator, tier, world, draw(world, 0));
    }

    /** A draw that no certificate counts: its key is that of no content. */
    static Draw draw(Dgp world, int replicate) {
        return world.draw(new Streams(0, replicate));
    }

    Sample sample() {
        return draw.observed();
    }

    /** Whether the method reads a role that the world fills. */
    boolean uses(Role role) {
        return estimator.needs().contains(role) && sample().has(role);
    }

    /** Whether the method has an option of that name, such as a learner of the propensity. */
    boolean hasOption(String name) {
        return Knobs.of(estimator).containsKey(name);
    }

    /** Whether the method adjusts for covariates: it must have them, or can learn a propensity from them. */
    boolean adjusts() {
        return estimator.needs().contains(Role.COVARIATE) || hasOption("propensity");
    }

    /** Whether treatment does anything here. */
    boolean hasEffect() {
        return draw.truth().value(estimator.target()) != 0;
    }

    /** Whether units differ in their probability of treatment. */
    boolean confounded() {
        return draw.truth().units().map(UnitTruth::propensity).stream()
                .anyMatch(e -> Arrays.stream(e).anyMatch(p -> p != e[0]));
    }
}
