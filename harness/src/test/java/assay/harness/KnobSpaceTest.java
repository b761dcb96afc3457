package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.certificate.CodeDigest;
import assay.dgp.CovariateWorld;
import assay.dgp.Dgp;
import assay.dgp.Iid;
import assay.dgp.Surface;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnobSpaceTest {

    private static final CovariateWorld WORLD = CovariateWorld.randomised(500, Surface.LINEAR);

    @Test
    void turnsNumbersCountsAndOptions() {
        Dgp changed = WorldKnobs.with(WORLD, Map.of("confounding", "0.25", "size", "800", "surface", "nonlinear"));
        assertThat(changed).isEqualTo(new CovariateWorld(800, 5, 2, 1, 0.25, Surface.NONLINEAR, 0));
        assertThat(WorldKnobs.with(Iid.standard(100), Map.of("treated-share", "0.2")))
                .isEqualTo(WorldKnobs.with(Iid.standard(100), Map.of("treatedShare", "0.2")))
                .isEqualTo(new Iid(100, 2, 10, 5, 0.2));
    }

    @Test
    void saysWhatIsWrong() {
        wrong(() -> WorldKnobs.with(WORLD, Map.of("confound", "1")), "has no knob 'confound'", "confounding", "size");
        wrong(() -> WorldKnobs.with(WORLD, Map.of("size", "1.5")), "is a whole number, not '1.5'");
        wrong(() -> WorldKnobs.with(WORLD, Map.of("sd", "wide")), "is a number, not 'wide'");
        wrong(() -> WorldKnobs.with(WORLD, Map.of("surface", "flat")), "one of linear, nonlinear, not 'flat'");
        wrong(() -> WorldKnobs.with(WORLD, Map.of("sd", "-1")), "cannot have {sd=-1}", "sd must be finite and above 0");
        wrong(() -> KnobSpace.of(WORLD).build(), "no knob of 'covariates' varies");
        wrong(() -> KnobSpace.of(WORLD).range("sd", 2, 1).build(), "must go up, not from 2.0 to 1.0");
        wrong(() -> KnobSpace.of(WORLD).range("sd", Double.NaN, 1).build(), "lower end of sd must be finite");
        wrong(() -> KnobSpace.of(WORLD).range("sd", -1, 1).build(), "cannot have {sd=-1.0}");
        wrong(() -> KnobSpace.of(WORLD).logRange("sd", 0, 1).build(), "logarithmic");
        wrong(() -> KnobSpace.of(WORLD).range("surface", 0, 1).build(), "is no number: name its values");
        wrong(() -> KnobSpace.of(WORLD).options("surface", "linear").build(), "at least two");
        wrong(() -> KnobSpace.of(WORLD).options("surface", "linear", "flat").build(), "not 'flat'");
        wrong(() -> KnobSpace.of(WORLD).range("sd", 1, 2).range("sd", 1, 3).build(), "named twice");
        wrong(() -> KnobSpace.of(WORLD).range("sd", 1, 2).build().grid(20_000), "too large");
        Dgp unknown = new AttackedWorld("anything", WORLD);
        wrong(() -> KnobSpace.of(unknown).range("sd", 1, 2).build(), "no knobs that could be turned");
    }

    private static void wrong(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(parts);
    }

    @Test
    void gridsGoFromEndToEnd() {
        KnobSpace space = KnobSpace.of(WORLD)
                .logRange("sd", 1, 100)
                .range("size", 500, 501)
                .options("surface", "linear", "nonlinear")
                .build();
        List<Dgp> grid = space.grid(3);
        // Three values of sd, two of size, as counts are not repeated, and both surfaces.
        assertThat(grid).hasSize(12).doesNotHaveDuplicates();
        assertThat(grid).extracting(world -> ((CovariateWorld) world).sd()).containsOnly(1.0, 10.0, 100.0);
        assertThat(grid.get(0)).isEqualTo(WORLD);
        assertThat(space.varying(grid.get(0)).keySet()).containsExactly("sd", "size", "surface");
        assertThat(space.fixed().keySet())
                .containsExactly("dimensions", "effect", "confounding", "heterogeneity", "least_propensity");
        assertThat(space.box().get("surface")).containsExactly(0.0, 1.0);
        assertThat(space.words()).isEqualTo("sd 1 to 100, size 500 to 501, surface linear or nonlinear");
    }

    /** Means of 2,000 draws are within 4 standard errors, of which a false alarm has probability 2e-4. */
    @Test
    void samplesAreUniformAndAddressable() {
        KnobSpace space = KnobSpace.of(WORLD)
                .range("confounding", 0, 2)
                .logRange("sd", 0.01, 100)
                .options("surface", "linear", "nonlinear")
                .build();
        double[] sums = new double[3];
        Set<Dgp> seen = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            CovariateWorld world = (CovariateWorld) space.sample(7, i);
            assertThat(world).isEqualTo(space.sample(7, i));
            assertThat(world.confounding()).isBetween(0.0, 2.0);
            sums[0] += world.confounding() / 2 - 0.5;
            sums[1] += Math.log(world.sd()) / Math.log(1e4);
            sums[2] += world.surface() == Surface.LINEAR ? -0.5 : 0.5;
            seen.add(world);
        }
        assertThat(seen).hasSize(2000);
        assertThat(Math.abs(sums[0])).isLessThan(4 * Math.sqrt(2000 / 12.0));
        assertThat(Math.abs(sums[1])).isLessThan(4 * Math.sqrt(2000 / 12.0));
        assertThat(Math.abs(sums[2])).isLessThan(4 * Math.sqrt(2000 / 4.0));
        assertThat(space.sample(8, 0)).isNotEqualTo(space.sample(7, 0));
    }

    @Test
    void attacksShareNumbersWithinAFamilyAndWithNoCertificate() {
        Keys keys = new Keys(new CodeDigest(name -> Optional.empty()), 1, 1);
        KnobSpace space = KnobSpace.of(WORLD).range("sd", 1, 2).build();
        long low = keys.world(new AttackedWorld(space.toString(), space.at(0)));
        long high = keys.world(new AttackedWorld(space.toString(), space.at(1)));
        assertThat(low).isEqualTo(high).isNotIn(keys.world(space.at(0)), keys.world(space.at(1)));
    }
}
