package assay.harness;

import assay.Estimand;
import assay.Fit;
import assay.baseline.IgnoringCarryover;
import assay.baseline.InExperimentCupac;
import assay.certificate.Tier;
import assay.dgp.Carryover;
import assay.dgp.Dgp;
import assay.dgp.Switchback;
import assay.dgp.SwitchbackRows;
import assay.dgp.TossPlan;
import assay.switchback.SwitchbackBlockRegression;
import assay.switchback.SwitchbackHorvitzThompson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The methods of chapter 6: switchbacks. */
final class SwitchbackMethods {

    private static final int ORDER = 2;
    private static final int BLOCK = 6;

    private static final Control<Fit> NAIVE = Control.foil(
            "ignoring-carryover",
            "counts what the arm before left behind for the arm that follows",
            new IgnoringCarryover());
    private static final Control<Fit> CUPAC = Control.foil(
            "in-experiment-cupac",
            "adjusts for a prediction learned from outcomes of both arms, which knows the arm by period and market",
            InExperimentCupac.standard(ORDER));

    private SwitchbackMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("switchback-horvitz-thompson", SwitchbackMethods::horvitzThompson);
        makers.put("switchback-block-regression", SwitchbackMethods::blockRegression);
    }

    private static Method<Fit> horvitzThompson() {
        Method<Fit> method = Method.ofFit(
                "switchback-horvitz-thompson",
                "Horvitz-Thompson for switchbacks",
                SwitchbackHorvitzThompson.standard(ORDER),
                Tier.B);
        Switchback one = Switchback.oneMarket(480);
        // The same carryover in few periods of several markets, whose effects differ.
        method = home(method, NAIVE, one, one.withSize(960), markets(96, 4, TossPlan.MINIMAX, ORDER));
        return method.stress(
                // A carryover that begins with the wrong sign, one that is shorter than allowed for, and none at all.
                one.withCarryover(Carryover.DISPLACING, 2, 2.5),
                one.withCarryover(Carryover.ADDITIVE, 1, 1),
                one.withCarryover(Carryover.ADDITIVE, 0, 0),
                // One that lasts longer than allowed for: the estimate misses the part that is still to come.
                one.withCarryover(Carryover.ADDITIVE, 8, 1),
                // Shocks that do not last, where the bound of the variance is loose, and few tosses.
                one.withShocks(0.4, 0.3),
                one.withSize(120));
    }

    private static Method<Fit> blockRegression() {
        Method<Fit> method = Method.ofFit(
                "switchback-block-regression",
                "Block regression with burn-in",
                SwitchbackBlockRegression.standard(ORDER),
                Tier.B);
        Switchback one = Switchback.oneMarket(480).withPlan(TossPlan.REGULAR, BLOCK);
        method = home(method, NAIVE, one, one.withSize(960));
        method = home(method, CUPAC, markets(48, 4, TossPlan.REGULAR, BLOCK));
        return method.stress(
                one.withCarryover(Carryover.DISPLACING, 2, 2.5),
                one.withCarryover(Carryover.ADDITIVE, 8, 1),
                // Few users, so that some periods have none.
                one.withUsers(2, 1, 0),
                one.withSize(60));
    }

    private static Switchback markets(int periods, int count, TossPlan plan, int block) {
        return new Switchback(
                periods,
                count,
                plan,
                block,
                1,
                0.3,
                Carryover.ADDITIVE,
                ORDER,
                1,
                100,
                0,
                1,
                0.1,
                0.1,
                0.4,
                0.9,
                10,
                1,
                SwitchbackRows.MEANS);
    }

    private static Method<Fit> home(Method<Fit> start, Control<Fit> foil, Dgp... worlds) {
        Method<Fit> method = start;
        for (Dgp world : worlds) {
            List<Control<Fit>> controls =
                    new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), Set.of()));
            controls.add(foil);
            controls.add(MetricOracle.calibrated(Estimand.LAG_EFFECT));
            method = method.home(controls, world);
        }
        return method;
    }
}
