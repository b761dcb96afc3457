package assay.harness.families;

import assay.Estimator;
import assay.Glance;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.harness.Claim;
import assay.harness.Control;
import assay.harness.Method;
import assay.harness.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A family of results: a valid method and a defective one, certified in the same home cell with the same controls.
 *
 * @param name the type of result
 * @param valid the method that must be certified
 * @param defective the method that must be refuted
 * @param <R> the type of result
 */
public record Family<R>(String name, Method<R> valid, Method<R> defective) {

    static <R> Family<R> of(
            String name,
            Estimator<R> valid,
            Estimator<R> defective,
            Tier tier,
            List<Claim<R>> claims,
            Reading.Reader<R> reader,
            List<Control<R>> controls,
            Dgp world) {
        return new Family<>(
                name,
                Method.of(name, name, valid, tier, claims, reader).home(controls, world),
                Method.of(name + "-defective", name, defective, tier, claims, reader)
                        .home(controls, world));
    }

    static <R> Control<R> oracle(String description, Control.Rule<R> rule) {
        return new Control<>(Control.Kind.ORACLE, "oracle", description, rule, Optional.empty());
    }

    static Glance glance(String method, int n) {
        return new Glance(method, "teaching", n, 0, 0, 0, 0, Map.of());
    }

    /** All families. */
    public static List<Family<?>> all() {
        return List.of(
                Vectors.family(),
                Trajectories.family(),
                Tests.family(),
                FalseDiscoveries.family(),
                Familywise.family(),
                Decompositions.family(),
                Policies.family(),
                Decisions.family());
    }
}
