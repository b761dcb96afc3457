package assay.cli;

import assay.Fit;
import assay.HypothesisTest;
import assay.quasi.synthetic.AdoptionPanel;
import assay.quasi.synthetic.InSpacePlacebos;
import assay.quasi.synthetic.InTimePlacebo;
import assay.quasi.synthetic.PlaceboStatistic;
import assay.quasi.synthetic.PlaceboTest;
import assay.quasi.synthetic.SimplexSearch;
import assay.quasi.synthetic.Synthesis;
import assay.quasi.synthetic.SyntheticEffect;
import assay.quasi.synthetic.SyntheticError;
import assay.quasi.synthetic.SyntheticWeighting;
import assay.random.Philox;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about a panel with treated units.
 *
 * @param synthesis weights and effects
 * @param fit the effect with its standard error
 * @param test the placebo test
 * @param inSpace each control taken for treated, empty where several units are treated or there are too many controls
 * @param inTime treatment taken to have begun earlier, empty where there is no room for it
 */
record SyntheticStudy(
        Synthesis synthesis,
        Fit fit,
        HypothesisTest test,
        Optional<InSpacePlacebos> inSpace,
        Optional<Synthesis> inTime) {

    /** Units up to which all weights are found with the steps of the reference implementation. */
    private static final int SMALL = 100;

    private static final int MOST_PLACEBOS = 300;
    private static final int DRAWS = 199;

    static SyntheticStudy of(
            AdoptionPanel panel,
            int dropped,
            SyntheticWeighting weighting,
            SyntheticError error,
            int replications,
            @Nullable String placeboTime,
            long seed) {
        SimplexSearch search = panel.units().size() <= SMALL ? SimplexSearch.reference() : SimplexSearch.quick();
        Synthesis synthesis = Synthesis.of(panel, weighting, SimplexSearch.reference());
        // The same streams as those of: assay estimate.
        Fit fit = new SyntheticEffect(weighting, error, replications, search)
                .fit(synthesis, dropped, new Philox(seed, 0, 3));
        PlaceboStatistic statistic =
                weighting.code().startsWith("sc") ? PlaceboStatistic.RMSPE_RATIO : PlaceboStatistic.EFFECT;
        SimplexSearch permuted = panel.treated().length == 1 ? search : SimplexSearch.quick();
        HypothesisTest test =
                new PlaceboTest(weighting, statistic, DRAWS, permuted).test(panel, dropped, new Philox(seed, 1, 3));
        boolean few = panel.treated().length == 1 && panel.controls().length <= MOST_PLACEBOS;
        return new SyntheticStudy(
                synthesis,
                fit,
                test,
                few
                        ? Optional.of(InSpacePlacebos.of(panel, weighting, search, InSpacePlacebos.Donors.CONTROLS))
                        : Optional.empty(),
                inTime(panel, weighting, placeboTime));
    }

    private static Optional<Synthesis> inTime(
            AdoptionPanel panel, SyntheticWeighting weighting, @Nullable String placeboTime) {
        int before = panel.cohorts()[0];
        int start = before - Math.max(1, before / 3);
        if (placeboTime != null) {
            start = panel.periods().indexOf(placeboTime);
            if (start < 0) {
                throw new IllegalArgumentException("--placebo-time: there is no period " + placeboTime
                        + "; they run from " + panel.periods().get(0) + " to "
                        + panel.periods().get(panel.periods().size() - 1) + ".");
            }
        } else if (panel.cohorts().length > 1 || start < 2) {
            return Optional.empty();
        }
        return Optional.of(InTimePlacebo.of(panel, weighting, SimplexSearch.reference(), start));
    }

    /** The first period that the placebo in time takes for treated. */
    static String begins(Synthesis inTime) {
        return inTime.panel().periods().get(inTime.cohorts().get(0).start());
    }
}
