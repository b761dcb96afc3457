package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;
import assay.design.AssignmentUniformity;
import assay.design.SaltedHash;
import assay.dgp.Dgp;
import assay.dgp.IdPopulation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Assignment by hashes: buckets are as uniform, and as independent between salts, as lots would make them. */
final class AssignmentMethods {

    private static final String FIRST = "checkout";
    private static final String SECOND = "search";

    private AssignmentMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("hash-assignment", AssignmentMethods::hashAssignment);
    }

    private static Method<HypothesisTest> hashAssignment() {
        Method<HypothesisTest> method = Method.of(
                "hash-assignment",
                "Assignment by a salted hash",
                new AssignmentUniformity(FIRST, SECOND),
                Tier.C,
                TestClaim.sizes(),
                TestClaim.READER);
        for (IdPopulation.Kind kind : IdPopulation.Kind.values()) {
            // What makes numbers in a row too even, or too much alike in two layers, need not show with other
            // identifiers.
            Weakness foil = kind == IdPopulation.Kind.SEQUENTIAL ? Weakness.MODULO : Weakness.STRING_HASH;
            method = method.home(controls(foil), worlds(kind));
        }
        return method;
    }

    private static Dgp[] worlds(IdPopulation.Kind kind) {
        return kind == IdPopulation.Kind.SEQUENTIAL
                ? new Dgp[] {new IdPopulation(1000, kind), new IdPopulation(4000, kind)}
                : new Dgp[] {new IdPopulation(2000, kind)};
    }

    private static List<Control<HypothesisTest>> controls(Weakness foil) {
        return List.of(
                Control.mutant("same-salt", "one salt in both layers", new Weak(Weakness.SAME_SALT)),
                Control.mutant("one-byte", "one byte of the hash modulo the buckets", new Weak(Weakness.ONE_BYTE)),
                Control.foil(foil.title, foil.description, new Weak(foil)),
                new Control<>(
                        Control.Kind.ORACLE,
                        "oracle",
                        "places units by random numbers",
                        (draw, method, random) -> AssignmentUniformity.of(
                                draw.observed(), unit -> random.nextDouble(), unit -> random.nextDouble()),
                        Optional.empty()));
    }

    /** What is wrong with a way to place units. */
    enum Weakness {
        SAME_SALT("same-salt", "one salt in both layers") {
            @Override
            ToDoubleFunction<String> layer(String salt) {
                return new SaltedHash(FIRST)::share;
            }
        },
        ONE_BYTE("one-byte", "one byte of the hash modulo the buckets") {
            @Override
            ToDoubleFunction<String> layer(String salt) {
                SaltedHash hash = new SaltedHash(salt);
                return unit -> middle((hash.of(unit) >>> 56) % 100);
            }
        },
        MODULO("id-modulo-buckets", "the identifier modulo the buckets: every layer has the same arms") {
            @Override
            ToDoubleFunction<String> layer(String salt) {
                return unit -> middle(Long.parseLong(unit) % 100);
            }
        },
        STRING_HASH("string-hash", "a hash made for tables, whose salt only shifts it") {
            @Override
            ToDoubleFunction<String> layer(String salt) {
                return unit -> middle(Math.floorMod((salt + ":" + unit).hashCode(), 100));
            }
        };

        private final String title;
        private final String description;

        Weakness(String title, String description) {
            this.title = title;
            this.description = description;
        }

        abstract ToDoubleFunction<String> layer(String salt);

        /** The middle of one of a hundred buckets. */
        private static double middle(long bucket) {
            return (bucket + 0.5) / 100;
        }
    }

    /** The same test of a weak way to place units. */
    record Weak(Weakness weakness) implements Estimator<HypothesisTest> {
        @Override
        public Estimand target() {
            return Estimand.ATE;
        }

        @Override
        public Set<Role> needs() {
            return Set.of(Role.UNIT);
        }

        @Override
        public HypothesisTest estimate(Sample sample, RandomGenerator random) {
            return AssignmentUniformity.of(sample, weakness.layer(FIRST), weakness.layer(SECOND));
        }
    }
}
