package assay.quasi.synthetic;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The test that treatment did nothing to any unit in any period, by giving it to other units: the statistic of the units that are
 * treated among those of units that might have been. With one treated unit each of the N units is taken for treated once, all
 * others standing in for it, and {@code p = #{i : S_i >= S} / N}; with several, or more than 500 controls, times of adoption are
 * dealt to the units again and again, and {@code p = (1 + #{b : S_b >= S}) / (1 + B)}.
 *
 * <p>Under the null hypothesis outcomes are the same whoever is treated: p is exact, {@code P(p <= a) <= a}, whatever the weights, if
 * every unit was as likely to be treated as any other. Where treatment was chosen it is a description (Abadie, Diamond and
 * Hainmueller 2010, doi:10.1198/jasa.2009.ap08746; Firpo and Possebom 2018, doi:10.1515/jci-2016-0026).
 *
 * <p>Diagnostics: {@code effect}, {@code rank} of the treated statistic, {@code permutations}, {@code rmspe_before}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 19 draws.
 *
 * @param weighting how units and periods are weighted
 * @param statistic by what units are ranked
 * @param draws draws B where several units are treated
 * @param search how weights are found; any is valid, as all units are treated alike
 */
public record PlaceboTest(SyntheticWeighting weighting, PlaceboStatistic statistic, int draws, SimplexSearch search)
        implements Estimator<HypothesisTest> {

    private static final int DRAWS = 199;
    private static final int FEWEST = 19;

    public PlaceboTest {
        Arguments.atLeast("draws", draws, FEWEST);
    }

    /**
     * By the size of the effect of synthetic differences in differences.
     *
     * @return the test
     */
    public static PlaceboTest standard() {
        return new PlaceboTest(SyntheticWeighting.SDID, PlaceboStatistic.EFFECT, DRAWS, SimplexSearch.quick());
    }

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.UNIT, Role.TIME);
    }

    @Override
    public Set<Role> reads() {
        Set<Role> roles = EnumSet.copyOf(needs());
        roles.add(Role.TREATMENT);
        return roles;
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        return test(AdoptionPanel.of(sample), sample.dropped(), random);
    }

    /**
     * The test on a panel.
     *
     * @param panel the panel
     * @param dropped rows left out because values were missing
     * @param random deals times of adoption where several units are treated
     * @return the test
     */
    public HypothesisTest test(AdoptionPanel panel, int dropped, RandomGenerator random) {
        Synthesis own = Synthesis.of(panel, weighting, search);
        double observed = statistic.of(own);
        boolean one = panel.treated().length == 1 && panel.controls().length <= Spread.MOST_ENUMERATED;
        int[] all = IntStream.range(0, panel.units().size()).toArray();
        int[] start = panel.start();
        int reference = one ? all.length - 1 : draws;
        int asLarge = 1;
        int[] adoption = start.clone();
        int treated = panel.treated()[0];
        for (int r = 0; r < reference; r++) {
            if (one) {
                int next = r < treated ? r : r + 1;
                Arrays.fill(adoption, panel.periods().size());
                adoption[next] = start[treated];
            } else {
                Spread.shuffle(adoption, adoption.length - 1, random);
            }
            asLarge += statistic.of(Synthesis.of(panel.with(all, adoption), weighting, search)) >= observed ? 1 : 0;
        }
        int rows = panel.units().size() * panel.periods().size();
        Glance glance = new Glance(
                "synthetic-placebo",
                one
                        ? "each of " + all.length + " units taken for treated once"
                        : "adoption dealt to the units again " + draws + " times",
                rows,
                panel.treatedRows(),
                rows - panel.treatedRows(),
                dropped,
                all.length,
                Map.of(
                        "effect",
                        own.effect(),
                        "rank",
                        (double) asLarge,
                        "permutations",
                        reference + 1.0,
                        "rmspe_before",
                        own.rmspeBefore()));
        return new HypothesisTest(
                "treatment did nothing to any unit in any period",
                observed,
                Double.NaN,
                asLarge / (reference + 1.0),
                glance,
                cautions(own, reference));
    }

    private static List<Caution> cautions(Synthesis own, int reference) {
        List<Caution> cautions = new ArrayList<>(SyntheticCautions.of(own, SyntheticError.PLACEBO));
        if (reference < FEWEST) {
            cautions.add(Caution.of(
                    "coarse-placebo",
                    "There are " + (reference + 1) + " units: the smallest p-value that can come out is 1 in "
                            + (reference + 1) + ", and a test at 5 % never rejects."));
        }
        return cautions;
    }
}
