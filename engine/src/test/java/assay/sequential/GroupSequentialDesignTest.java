package assay.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Gold;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSequentialDesignTest {

    private static final double[] EVEN = {0.2, 0.4, 0.6, 0.8, 1};
    private static final double[] UNEVEN = {0.2, 0.35, 0.6, 0.8, 1};

    private static final Map<String, BoundaryRule> RULES = Map.of(
            "classic_OF", new BoundaryRule.WangTsiatis(0),
            "classic_Pocock", new BoundaryRule.WangTsiatis(0.5),
            "WangTsiatis_0.25", new BoundaryRule.WangTsiatis(0.25),
            "sfLDOF", spend(SpendingFunction.obrienFleming()),
            "sfLDOF_uneven", spend(SpendingFunction.obrienFleming()),
            "sfLDPocock", spend(SpendingFunction.pocock()),
            "sfHSD_minus4", spend(SpendingFunction.hwangShihDeCani(-4)),
            "sfPower_3", spend(SpendingFunction.power(3)));

    private static BoundaryRule spend(SpendingFunction function) {
        return new BoundaryRule.Spending(function, SpendingConvention.PER_SIDE);
    }

    private static JsonObject gold() {
        return Gold.read("group_sequential.json").getAsJsonObject("values");
    }

    private static GroupSequentialDesign lanDeMets(Sides sides, double alpha) {
        return GroupSequentialDesign.spending(SpendingFunction.obrienFleming(), sides, alpha);
    }

    private static double[] uppers(Boundaries boundaries) {
        return of(boundaries, Boundary::upper);
    }

    private static double[] of(Boundaries boundaries, Function<Boundary, Double> part) {
        return boundaries.looks().stream().mapToDouble(part::apply).toArray();
    }

    private static double[] numbers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    /**
     * R 4.2.2, gsDesign 3.4.0: {@code gsDesign(k = 5, test.type = 1 or 2, alpha = 0.025, sfu = ..., r = 50, tol)}. Its own
     * tolerance is 1e-10 where its search succeeds with that, else 1e-8 or 1e-6, and two-sided bounds differ by that search.
     */
    @ParameterizedTest
    @EnumSource(Sides.class)
    void boundariesPowerAndSizeAreThoseOfGsDesign(Sides sides) {
        JsonObject gold = gold().getAsJsonObject("gsDesign")
                .getAsJsonObject(sides == Sides.ONE_SIDED ? "one_sided" : "two_sided_symmetric");
        double alpha = sides == Sides.ONE_SIDED ? 0.025 : 0.05;
        for (double beta : new double[] {0.1, 0.2}) {
            JsonObject designs = gold.getAsJsonObject("beta_" + beta);
            assertThat(designs.keySet()).isEqualTo(RULES.keySet());
            RULES.forEach((name, rule) -> {
                JsonObject expected = designs.getAsJsonObject(name);
                boolean sharp = expected.get("tol").getAsDouble() < 1e-9;
                Offset<Double> error = within(sharp ? 1e-7 : 2e-6);
                Boundaries found = new GroupSequentialDesign(rule, sides, alpha)
                        .boundaries(name.endsWith("uneven") ? UNEVEN : EVEN);
                assertThat(uppers(found)).as(name).containsExactly(numbers(expected.get("upper")), error);
                double[] n = numbers(expected.get("n_I"));
                assertThat(found.inflation(1 - beta)).as(name).isCloseTo(n[4], error);
                double[] size = numbers(expected.get("expected_n"));
                assertThat(found.expectedSize(1 - beta, 0)).as(name).isCloseTo(size[0], error);
                assertThat(found.expectedSize(1 - beta, 1)).as(name).isCloseTo(size[1], error);
                Crossing planned = found.crossing(found.drift(1 - beta));
                double[] crossed = numbers(expected.getAsJsonArray("upper_prob").get(1));
                assertThat(planned.upper().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                        .as(name)
                        .containsExactly(crossed, error);
                assertThat(planned.upperTotal()).isCloseTo(1 - beta, within(1e-9));
                // All of the error is spent.
                assertThat(found.crossing(0).upperTotal()).isCloseTo(0.025, within(1e-9));
            });
        }
    }

    /** ldbounds 2.0.2, whose own grid is good to 1e-4; two-sided with 0.025 in each tail, or one-sided. */
    @Test
    void boundariesAreThoseOfLdbounds() {
        JsonObject gold = gold().getAsJsonObject("ldbounds");
        Map<String, SpendingFunction> functions = Map.of(
                "obf_spending", SpendingFunction.obrienFleming(),
                "pocock_spending", SpendingFunction.pocock(),
                "power_rho1", SpendingFunction.power(1),
                "power_rho2", SpendingFunction.power(2),
                "power_rho3", SpendingFunction.power(3),
                "hsd_minus4", SpendingFunction.hwangShihDeCani(-4),
                "hsd_1", SpendingFunction.hwangShihDeCani(1));
        assertThat(gold.keySet()).isEqualTo(functions.keySet());
        functions.forEach((name, function) -> gold.getAsJsonObject(name).asMap().forEach((label, expected) -> {
            Sides sides = label.contains("two_sided") ? Sides.TWO_SIDED : Sides.ONE_SIDED;
            double alpha = label.endsWith("0.025") ? 0.025 : 0.05;
            Boundaries found = GroupSequentialDesign.spending(function, sides, alpha)
                    .boundaries(label.startsWith("even") ? EVEN : UNEVEN);
            double[] upper = numbers(expected.getAsJsonObject().get("upper"));
            assertThat(uppers(found)).as(name + " " + label).containsExactly(upper, within(2e-4));
        }));
    }

    /** gsDesign(k = K, test.type = 2, alpha = 0.025, sfu = "Pocock" or "OF", r = 50, tol = 1e-8). */
    @Test
    void textbookConstants() {
        JsonObject gold = gold().getAsJsonObject("textbook_constants_two_sided_0.05");
        double[] pocock = numbers(gold.get("pocock_CP"));
        double[] fleming = numbers(gold.get("obrien_fleming_CB"));
        for (int looks = 2; looks <= 10; looks++) {
            double[] p =
                    uppers(GroupSequentialDesign.pocock(Sides.TWO_SIDED, 0.05).boundaries(looks));
            double[] f = uppers(
                    GroupSequentialDesign.obrienFleming(Sides.TWO_SIDED, 0.05).boundaries(looks));
            assertThat(p[looks - 1]).isCloseTo(pocock[looks - 2], within(1e-6));
            assertThat(p[0]).isEqualTo(p[looks - 1]);
            assertThat(f[looks - 1]).isCloseTo(fleming[looks - 2], within(1e-6));
            assertThat(f[0]).isCloseTo(f[looks - 1] * Math.sqrt(looks), within(1e-12));
        }
    }

    /** Jennison and Turnbull (2000), tables 2.1 and 2.3, at 1 %. */
    @ParameterizedTest
    @CsvSource({"2,2.7718,2.5796", "3,2.8730,2.5949", "4,2.9387,2.6091", "5,2.9863,2.6212", "10,3.1169,2.6599"})
    void textbookConstantsAtOnePercent(int looks, double pocock, double fleming) {
        double[] p = uppers(GroupSequentialDesign.pocock(Sides.TWO_SIDED, 0.01).boundaries(looks));
        double[] f = uppers(
                GroupSequentialDesign.obrienFleming(Sides.TWO_SIDED, 0.01).boundaries(looks));
        assertThat(p[looks - 1]).isCloseTo(pocock, within(5.1e-5));
        assertThat(f[looks - 1]).isCloseTo(fleming, within(5.1e-5));
    }

    /** Per side with 2 to 5 and 10 looks, as ldbounds prints them to four digits. */
    @Test
    void lanDeMetsTables() {
        double[][] expected = {
            {2.9626, 1.9686},
            {3.7103, 2.5114, 1.9930},
            {4.3326, 2.9631, 2.3590, 2.0141},
            {4.8769, 3.3570, 2.6803, 2.2898, 2.0310},
            {6.9914, 4.8769, 3.9297, 3.3671, 2.9893, 2.7148, 2.5041, 2.3358, 2.1975, 2.0812}
        };
        for (double[] row : expected) {
            assertThat(uppers(lanDeMets(Sides.TWO_SIDED, 0.05).boundaries(row.length)))
                    .containsExactly(row, within(5.1e-5));
        }
    }

    @Test
    void theTwoConventionsAreTwoValidTests() {
        Boundaries shared = new GroupSequentialDesign(
                        new BoundaryRule.Spending(SpendingFunction.obrienFleming(), SpendingConvention.TWO_SIDED),
                        Sides.TWO_SIDED,
                        0.05)
                .boundaries(5);
        assertThat(uppers(shared))
                .containsExactly(new double[] {4.3826, 3.0997, 2.5534, 2.2538, 2.0635}, within(5.1e-5));
        assertThat(shared.crossing(0).upperTotal()).isCloseTo(0.025, within(1e-9));
        // Expected size under the alternative at 80 and 90 % power.
        assertThat(shared.expectedSize(0.8, 1)).isCloseTo(0.8098, within(5.1e-5));
        assertThat(shared.expectedSize(0.9, 1)).isCloseTo(0.7395, within(5.1e-5));
        // Functions proportional to the error do not tell the conventions apart.
        for (SpendingFunction function :
                new SpendingFunction[] {SpendingFunction.pocock(), SpendingFunction.power(2)}) {
            double[] a = uppers(new GroupSequentialDesign(
                            new BoundaryRule.Spending(function, SpendingConvention.TWO_SIDED), Sides.TWO_SIDED, 0.05)
                    .boundaries(3));
            double[] b = uppers(GroupSequentialDesign.spending(function, Sides.TWO_SIDED, 0.05)
                    .boundaries(3));
            assertThat(a).containsExactly(b, within(1e-12));
        }
    }

    /** The exact error of reading every one of K evenly spaced looks at 1.96. */
    @ParameterizedTest
    @CsvSource({
        "1,.0500",
        "2,.0831",
        "3,.1073",
        "4,.1262",
        "5,.1417",
        "7,.1662",
        "10,.1934",
        "14,.2196",
        "20,.2479",
        "28,.2747",
        "50,.3205",
        "100,.3736"
    })
    void peekingFindsWhatIsNotThere(int looks, double error) {
        double[] t = new double[looks];
        for (int k = 0; k < looks; k++) {
            t[k] = (k + 1.0) / looks;
        }
        Crossing crossing = Boundaries.peeking(Sides.TWO_SIDED, 0.05, t).crossing(0);
        assertThat(crossing.upperTotal() + crossing.lowerTotal()).isCloseTo(error, within(5.1e-5));
    }

    @Test
    void nodesAreMoreThanEnough() {
        double[][] plans = {
            EVEN, {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1}, {0.2, 0.21, 0.22, 0.9, 0.91, 1}, {0.01, 1}
        };
        for (double[] t : plans) {
            Boundaries found = GroupSequentialDesign.spending(SpendingFunction.pocock(), Sides.TWO_SIDED, 0.05)
                    .boundaries(t);
            for (double drift : new double[] {0, 3, 8}) {
                Crossing usual = found.crossing(drift);
                CanonicalLaw law = CanonicalLaw.start(16, 2);
                for (int k = 0; k < t.length; k++) {
                    Boundary look = found.looks().get(k);
                    assertThat(usual.upper().get(k)).isCloseTo(law.above(t[k], look.upper(), drift), within(1e-10));
                    if (k + 1 < t.length) {
                        law = law.after(t[k], look.lower(), look.upper(), t[k + 1]);
                    }
                }
            }
        }
    }

    @Test
    void chancesAddUp() {
        Boundaries found = lanDeMets(Sides.TWO_SIDED, 0.05).boundaries(UNEVEN);
        for (double drift : new double[] {-4, -1, 0, 2}) {
            Crossing crossing = found.crossing(drift);
            Boundary end = found.looks().get(4);
            CanonicalLaw law = found.laws().get(4);
            double neither = law.remaining(drift) - law.above(1, end.upper(), drift) - law.below(1, end.lower(), drift);
            double within = law.after(1, end.lower(), end.upper(), 2).remaining(drift);
            assertThat(within).isCloseTo(neither, within(1e-10));
            assertThat(crossing.upperTotal() + crossing.lowerTotal() + within).isCloseTo(1, within(1e-10));
            // The mirror image.
            assertThat(found.crossing(-drift).lowerTotal()).isCloseTo(crossing.upperTotal(), within(1e-10));
        }
    }

    @Test
    void powerGrowsAndMoreLooksCostMore() {
        Boundaries found = lanDeMets(Sides.TWO_SIDED, 0.05).boundaries(5);
        double before = 0;
        for (double drift = -3; drift < 6; drift += 0.5) {
            assertThat(found.power(drift)).isGreaterThan(before);
            before = found.power(drift);
        }
        double last = 1;
        for (int looks = 2; looks < 8; looks++) {
            double inflation =
                    lanDeMets(Sides.TWO_SIDED, 0.05).boundaries(looks).inflation(0.8);
            assertThat(inflation).isGreaterThan(last);
            last = inflation;
        }
        Boundaries one = lanDeMets(Sides.TWO_SIDED, 0.05).boundaries(1);
        assertThat(one.looks().get(0).upper()).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(one.inflation(0.8)).isCloseTo(1, within(1e-10));
    }

    /** R's gsDesign(k = 5, test.type = 3 or 4, alpha = .025, beta = .1, sfu = sfLDOF, sfl = sfHSD, sflpar = -2, r = 50). */
    @ParameterizedTest
    @EnumSource(Futility.Rule.class)
    void futilityIsThatOfGsDesign(Futility.Rule rule) {
        boolean binding = rule == Futility.Rule.BINDING;
        JsonObject gold = gold().getAsJsonObject("gsDesign")
                .getAsJsonObject(
                        binding
                                ? "futility_test_type3_binding_sfLDOF_sfHSD_minus2_beta0.1"
                                : "futility_test_type4_sfLDOF_sfHSD_minus2_beta0.1");
        Boundaries found = lanDeMets(Sides.ONE_SIDED, 0.025)
                .withFutility(new Futility(SpendingFunction.hwangShihDeCani(-2), 0.1, rule))
                .boundaries(5);
        assertThat(uppers(found)).containsExactly(numbers(gold.get("upper")), within(1e-6));
        assertThat(of(found, Boundary::lower)).containsExactly(numbers(gold.get("lower")), within(1e-6));
        assertThat(found.inflation(0.9)).isCloseTo(numbers(gold.get("n_I"))[4], within(1e-6));
        assertThat(found.expectedSize(0.9, 0)).isCloseTo(numbers(gold.get("expected_n"))[0], within(1e-6));
        assertThat(found.expectedSize(0.9, 1)).isCloseTo(numbers(gold.get("expected_n"))[1], within(1e-6));
        double[] stopped = numbers(gold.getAsJsonArray("lower_prob").get(0));
        assertThat(found.crossing(0).lower().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .containsExactly(stopped, within(1e-6));
        // A boundary that binds is paid back by a lower upper one; one that does not keeps alpha if nobody stops.
        Boundaries none = found.withoutFutility();
        double error = none.crossing(0).upperTotal();
        if (binding) {
            assertThat(found.crossing(0).upperTotal()).isCloseTo(0.025, within(1e-9));
            assertThat(error).isGreaterThan(0.026);
        } else {
            assertThat(error).isCloseTo(0.025, within(1e-9));
            assertThat(found.crossing(0).upperTotal()).isLessThan(0.0235);
        }
    }

    /** rpact 4.3.0: getDesignGroupSequential(kMax = 5, alpha = .025, sided = 1, beta = .2), good to about 1e-7. */
    @Test
    void inflationIsThatOfRpact() {
        JsonObject gold = gold().getAsJsonObject("rpact");
        Map<String, BoundaryRule> rules = Map.of(
                "OF", RULES.get("classic_OF"),
                "P", RULES.get("classic_Pocock"),
                "asOF", RULES.get("sfLDOF"),
                "asP", RULES.get("sfLDPocock"),
                "asKD", RULES.get("sfPower_3"),
                "asHSD", RULES.get("sfHSD_minus4"));
        rules.forEach((name, rule) -> {
            JsonObject expected = gold.getAsJsonObject(name);
            Boundaries found = new GroupSequentialDesign(rule, Sides.ONE_SIDED, 0.025).boundaries(5);
            assertThat(found.inflation(0.8))
                    .as(name)
                    .isCloseTo(expected.get("inflation_factor").getAsDouble(), within(2e-6));
            assertThat(found.expectedSize(0.8, 0))
                    .as(name)
                    .isCloseTo(expected.get("asn_H0").getAsDouble(), within(2e-6));
            assertThat(found.expectedSize(0.8, 1))
                    .as(name)
                    .isCloseTo(expected.get("asn_H1").getAsDouble(), within(2e-6));
        });
    }

    /** The chance of what is still to come, averaged over what has come, is the power. */
    @Test
    void conditionalPowerAveragesToPower() {
        Boundaries found = lanDeMets(Sides.ONE_SIDED, 0.025).boundaries(3);
        double drift = found.drift(0.8);
        Boundary first = found.looks().get(0);
        // Simpson's rule over Z at the first look below its boundary.
        int steps = 2000;
        double low = -8;
        double h = (first.upper() - low) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double z = low + i * h;
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            double d = z - drift * Math.sqrt(first.fraction());
            sum += weight * Math.exp(-0.5 * d * d) / Math.sqrt(2 * Math.PI) * found.conditionalPower(1, z, drift);
        }
        double later = sum * h / 3;
        assertThat(later + found.crossing(drift).upper().get(0)).isCloseTo(0.8, within(1e-8));
        assertThatIllegalArgumentException().isThrownBy(() -> found.conditionalPower(3, 1, 1));
    }

    @Test
    void observedLooksSpendByWhatTheyHave() {
        GroupSequentialDesign design = lanDeMets(Sides.TWO_SIDED, 0.05);
        double[] planned = uppers(design.boundaries(UNEVEN));
        double[] sofar = uppers(design.boundariesSoFar(new double[] {0.2, 0.35, 0.6}, LastLook.INTERIM));
        assertThat(sofar).containsExactly(new double[] {planned[0], planned[1], planned[2]}, within(1e-12));
        // An end with too little or too much information spends the rest.
        for (double end : new double[] {0.7, 1, 1.3}) {
            Boundaries ended = design.boundariesSoFar(new double[] {0.2, 0.35, end}, LastLook.FINAL);
            assertThat(ended.crossing(0).upperTotal()).isCloseTo(0.025, within(1e-9));
        }
        assertThat(uppers(design.boundariesSoFar(new double[] {0.5, 1.2}, LastLook.INTERIM))[1])
                .isEqualTo(uppers(design.boundariesSoFar(new double[] {0.5, 1.2}, LastLook.FINAL))[1]);
        // Two looks close together, where the chance of crossing only at the second is nearly nothing.
        Boundaries close = design.boundariesSoFar(new double[] {0.5, 0.50001, 1}, LastLook.FINAL);
        assertThat(close.crossing(0).upperTotal()).isCloseTo(0.025, within(1e-9));
        // A look with no error to speak of has no critical value.
        assertThat(design.boundaries(0.004, 1).looks().get(0).upper()).isInfinite();
    }

    @Test
    void spendingEndsAtTheError() {
        for (SpendingFunction f : new SpendingFunction[] {
            SpendingFunction.obrienFleming(),
            SpendingFunction.pocock(),
            SpendingFunction.power(0.5),
            SpendingFunction.hwangShihDeCani(0),
            SpendingFunction.hwangShihDeCani(-8),
            SpendingFunction.hwangShihDeCani(1e-9)
        }) {
            double before = 0;
            for (double t = 0.05; t < 1; t += 0.05) {
                assertThat(f.spent(0.05, t)).isGreaterThan(before).isLessThan(0.05);
                before = f.spent(0.05, t);
            }
            assertThat(f.spent(0.05, 0)).isZero();
            assertThat(f.spent(0.05, 1)).isEqualTo(0.05);
            assertThat(f.spent(0.05, 1.4)).isEqualTo(0.05);
            assertThat(f.spent(0.05, 1 - 1e-9)).isCloseTo(0.05, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 0.5, 1, Double.NaN})
    void alphaIsAnError(double alpha) {
        assertThatIllegalArgumentException().isThrownBy(() -> lanDeMets(Sides.ONE_SIDED, alpha));
    }

    @Test
    void whatCannotBePlanned() {
        GroupSequentialDesign design = lanDeMets(Sides.TWO_SIDED, 0.05);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.boundaries(0.4, 0.4, 1))
                .withMessageContaining("must increase");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.boundaries(0.4, 0.8))
                .withMessageContaining("never spent");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.boundaries(new double[0]))
                .withMessageContaining("at least one look");
        assertThatIllegalArgumentException().isThrownBy(() -> design.boundaries(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> design.boundaries(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.boundariesSoFar(new double[] {0.5, 1.1, 1.2}, LastLook.INTERIM))
                .withMessageContaining("no look can follow");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequentialDesign.pocock(Sides.TWO_SIDED, 0.05)
                        .boundariesSoFar(new double[] {0.5}, LastLook.INTERIM))
                .withMessageContaining("need all looks beforehand");
        Futility futility = new Futility(SpendingFunction.pocock(), 0.2, Futility.Rule.NON_BINDING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.withFutility(futility))
                .withMessageContaining("one-sided");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        GroupSequentialDesign.pocock(Sides.ONE_SIDED, 0.05).withFutility(futility))
                .withMessageContaining("spends error");
        assertThatIllegalArgumentException().isThrownBy(() -> new BoundaryRule.WangTsiatis(0.6));
        assertThatIllegalArgumentException().isThrownBy(() -> SpendingFunction.power(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.boundaries(2).drift(0.01))
                .withMessageContaining("already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lanDeMets(Sides.ONE_SIDED, 0.025)
                        .withFutility(futility)
                        .boundariesSoFar(new double[] {0.5}, LastLook.INTERIM))
                .withMessageContaining("futility");
    }
}
