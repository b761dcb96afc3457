package assay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.design.HashAssignment.Targeting;
import assay.design.Placement.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HashAssignmentTest {

    private static final List<Arm> HALVES = List.of(new Arm("control", 0.5), new Arm("treatment", 0.5));
    private static final int UNITS = 20_000;

    private static List<Placement> place(HashAssignment plan) {
        HashAssignment.Placer placer = plan.placer();
        List<Placement> placed = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            placed.add(placer.place("user-" + i, Targeting.IN));
        }
        return placed;
    }

    private static long count(List<Placement> placed, Standing standing) {
        return placed.stream().filter(p -> p.standing() == standing).count();
    }

    /** Python 3.11: {@code int.from_bytes(hashlib.sha256("checkout:42".encode()).digest()[:8], "big")} and so on. */
    @Test
    void hashesAreThoseOfTheStandard() {
        SaltedHash checkout = new SaltedHash("checkout");
        assertThat(checkout.of("42")).isEqualTo(0x62f7a788f6f11290L);
        assertThat(checkout.of("user-1")).isEqualTo(0x2a6ba24b85f9d24fL);
        assertThat(new SaltedHash("search").of("42")).isEqualTo(0x370e67d7864fae2eL);
        assertThat(checkout.of("żółć")).isEqualTo(0x4403888e3fe51bL);
        assertThat(checkout.bucket("42", 10_000)).isEqualTo(3865);
        assertThat(checkout.bucket("user-1", 10_000)).isEqualTo(1657);
        assertThat(checkout.share("42")).isEqualTo(0.38659140676367465);
        assertThat(checkout.share("user-1")).isEqualTo(0.1657048639662897);
        // Every hash has a bucket, and the upper half of all hashes is not negative.
        for (int i = 0; i < 1000; i++) {
            assertThat(checkout.bucket("u" + i, 7)).isEqualTo((int) (checkout.share("u" + i) * 7));
        }
    }

    /** Five standard errors of 20,000 tosses: a false alarm has probability 6e-7. */
    @Test
    void sharesAreAsPlanned() {
        List<Arm> uneven = List.of(new Arm("a", 0.2), new Arm("b", 0.5), new Arm("c", 0.3));
        List<Placement> placed = place(HashAssignment.of("checkout", uneven));
        for (Arm arm : uneven) {
            long in = placed.stream()
                    .filter(p -> p.arm().orElseThrow().equals(arm))
                    .count();
            double error = Math.sqrt(arm.share() * (1 - arm.share()) / UNITS);
            assertThat(in / (double) UNITS).isCloseTo(arm.share(), within(5 * error));
        }
    }

    @Test
    void rampingUpMovesNobody() {
        HashAssignment plan = HashAssignment.of("checkout", HALVES);
        List<Placement> before = List.of();
        for (double exposure : new double[] {0.01, 0.1, 0.5, 1}) {
            List<Placement> now = place(plan.rampedTo(exposure));
            for (int i = 0; i < before.size(); i++) {
                if (before.get(i).standing() == Standing.ASSIGNED) {
                    assertThat(now.get(i)).isEqualTo(before.get(i));
                }
            }
            double error = Math.sqrt(exposure * (1 - exposure) / UNITS);
            assertThat(count(now, Standing.ASSIGNED) / (double) UNITS).isCloseTo(exposure, within(5 * error + 1e-12));
            before = now;
        }
    }

    @Test
    void noUnitIsInTwoExperimentsOfALayer() {
        Layer layer = Layer.named("ui").with("one", new BucketRange(0, 3999)).with("two", new BucketRange(4000, 6999));
        List<Placement> one = place(HashAssignment.of("one", HALVES).in(layer));
        List<Placement> two = place(HashAssignment.of("two", HALVES).in(layer));
        for (int i = 0; i < UNITS; i++) {
            Placement placement = one.get(i);
            Placement other = two.get(i);
            assertThat(placement.standing() == Standing.ASSIGNED && other.standing() == Standing.ASSIGNED)
                    .isFalse();
            assertThat(placement.bucket()).isEqualTo(other.bucket());
            if (placement.bucket() >= 7000) {
                assertThat(placement.standing()).isEqualTo(Standing.FREE_BUCKET);
            } else if (placement.bucket() >= 4000) {
                assertThat(placement.standing()).isEqualTo(Standing.OTHER_EXPERIMENT);
            }
        }
    }

    /** Two experiments on the same buckets, of one layer at different times or of two layers: five standard errors. */
    @Test
    void armsOfOneExperimentSayNothingAboutThoseOfAnother() {
        Layer first = Layer.named("ui").with("one", new BucketRange(0, 9999));
        Layer later = Layer.named("ui").with("two", new BucketRange(0, 9999));
        Layer other = Layer.named("search").with("three", new BucketRange(0, 9999));
        List<List<Placement>> placed = List.of(
                place(HashAssignment.of("one", HALVES).in(first)),
                place(HashAssignment.of("two", HALVES).in(later)),
                place(HashAssignment.of("three", HALVES).in(other)));
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < a; b++) {
                List<Placement> second = placed.get(b);
                int same = 0;
                for (int i = 0; i < UNITS; i++) {
                    same += placed.get(a).get(i).arm().equals(second.get(i).arm()) ? 1 : 0;
                }
                assertThat(same / (double) UNITS).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(UNITS)));
            }
        }
    }

    @Test
    void whoIsHeldOutIsInNoExperiment() {
        Holdout holdout = new Holdout("holdout-2026", 0.05);
        List<Placement> one = place(HashAssignment.of("one", HALVES).beside(holdout));
        List<Placement> two = place(HashAssignment.of("two", HALVES).beside(holdout));
        for (int i = 0; i < UNITS; i++) {
            assertThat(one.get(i).standing() == Standing.HELD_OUT)
                    .isEqualTo(two.get(i).standing() == Standing.HELD_OUT);
        }
        assertThat(count(one, Standing.HELD_OUT) / (double) UNITS)
                .isCloseTo(0.05, within(5 * Math.sqrt(0.05 * 0.95 / UNITS)));
    }

    @Test
    void whomItIsNotForHasNoArm() {
        Placement out = HashAssignment.of("one", HALVES).placer().place("u", Targeting.OUT);
        assertThat(out.standing()).isEqualTo(Standing.NOT_TARGETED);
        assertThat(out.arm()).isEmpty();
        assertThat(out.standing().code()).isEqualTo("not-targeted");
    }

    @Test
    void stratifiedArmsHaveTheirSharesInEveryStratum() {
        StratifiedAssignment plan = new StratifiedAssignment(
                "checkout", List.of(new Arm("a", 0.25), new Arm("b", 0.5), new Arm("c", 0.25)));
        List<String> units = new ArrayList<>();
        List<String> strata = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            units.add("u" + i);
            strata.add(i % 4 == 0 ? "small" : "large");
        }
        List<Arm> arms = plan.assign(units, strata);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            counts.merge(strata.get(i) + arms.get(i).name(), 1, Integer::sum);
        }
        assertThat(counts)
                .containsEntry("smalla", 25)
                .containsEntry("smallb", 50)
                .containsEntry("largea", 75)
                .containsEntry("largec", 75);
        Collections.reverse(units);
        Collections.reverse(strata);
        List<Arm> again = plan.assign(units, strata);
        for (int i = 0; i < 400; i++) {
            assertThat(again.get(i)).isEqualTo(arms.get(399 - i));
        }
    }

    /** 4,000 strata of three units in halves: the second arm gets 1 or 2, on average 1.5; five standard errors. */
    @Test
    void whatIsLeftOverIsDrawnFairly() {
        StratifiedAssignment plan = new StratifiedAssignment("checkout", HALVES);
        List<String> units = new ArrayList<>();
        List<String> strata = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            units.add("u" + i);
            strata.add("s" + i / 3);
        }
        List<Arm> arms = plan.assign(units, strata);
        int treated = 0;
        for (int s = 0; s < 4000; s++) {
            int here = 0;
            for (int i = 3 * s; i < 3 * s + 3; i++) {
                here += arms.get(i).name().equals("treatment") ? 1 : 0;
            }
            assertThat(here).isBetween(1, 2);
            treated += here;
        }
        assertThat(treated / 4000.0).isCloseTo(1.5, within(5 * 0.5 / Math.sqrt(4000)));
    }

    @Test
    void refusesWhatIsNoPlan() {
        assertThatThrownBy(() -> new SaltedHash("a:b")).hasMessageContaining("colon");
        assertThatThrownBy(() -> new SaltedHash("")).hasMessageContaining("salt");
        assertThatThrownBy(() -> HashAssignment.of("x", List.of(new Arm("a", 0.5), new Arm("b", 0.4))))
                .hasMessageContaining("sum to 1");
        assertThatThrownBy(() -> HashAssignment.of("x", List.of(new Arm("a", 0.5), new Arm("a", 0.5))))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> new Arm(" ", 0.5)).hasMessageContaining("name");
        assertThatThrownBy(() -> new Arm("a", 0)).hasMessageContaining("share of arm");
        assertThatThrownBy(() -> HashAssignment.of("x", HALVES).rampedTo(0)).hasMessageContaining("exposure");
        assertThatThrownBy(() -> HashAssignment.of("x", HALVES).in(Layer.named("ui")))
                .hasMessageContaining("range of buckets");
        assertThatThrownBy(() ->
                        Layer.named("ui").with("one", new BucketRange(0, 99)).with("two", new BucketRange(99, 120)))
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> Layer.named("ui").with("one", new BucketRange(0, 10_000)))
                .hasMessageContaining("last bucket");
        assertThatThrownBy(() ->
                        Layer.named("ui").with("one", new BucketRange(0, 9)).with("one", new BucketRange(10, 19)))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> new BucketRange(3, 2)).hasMessageContaining("last bucket");
        assertThatThrownBy(() -> BucketRange.parse("3-x")).hasMessageContaining("0-999");
        assertThatThrownBy(() -> BucketRange.parse("3-4-5")).hasMessageContaining("0-999");
        assertThat(BucketRange.parse("7")).isEqualTo(new BucketRange(7, 7)).hasToString("7-7");
        assertThatThrownBy(() -> new Holdout("h", 1)).hasMessageContaining("held out");
        assertThatThrownBy(() -> HashAssignment.of("x", HALVES).placer().place(" ", Targeting.IN))
                .hasMessageContaining("identifier");
        StratifiedAssignment plan = new StratifiedAssignment("x", HALVES);
        assertThatThrownBy(() -> plan.assign(List.of("a"), List.of())).hasMessageContaining("1 units");
        assertThatThrownBy(() -> plan.assign(List.of("a", "a"), List.of("s", "s")))
                .hasMessageContaining("twice");
    }
}
