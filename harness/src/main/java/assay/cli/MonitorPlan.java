package assay.cli;

import assay.experiment.Better;
import assay.sequential.Alternative;
import assay.sequential.GroupSequentialDesign;
import assay.sequential.MonitoringPlan;
import assay.sequential.Sides;
import assay.sequential.SpendingFunction;
import java.util.List;

/**
 * All that is fixed before the first look.
 *
 * @param monitoring metric, hypothesis, level, weight and start
 * @param plannedUnits size that the experiment is planned for, of both arms together
 * @param better which direction is good
 * @param rule what decides
 * @param gamma parameter of the spending function of Hwang, Shih and DeCani
 * @param maxInformation information at the end of a group-sequential plan, NaN to count units
 * @param analyses analyses of a group-sequential plan, evenly spaced; 0 if every look is one
 * @param shares planned shares of control and treated
 * @param minimumLooks looks before which nobody stops
 * @param arms the arms
 */
record MonitorPlan(
        MonitoringPlan monitoring,
        double plannedUnits,
        Better better,
        Rule rule,
        double gamma,
        double maxInformation,
        int analyses,
        List<Double> shares,
        int minimumLooks,
        ArmPair arms) {

    /** What decides whether to stop. */
    enum Rule {
        /** The always-valid interval: at any look. */
        ALWAYS_VALID,
        /** A group-sequential boundary of O'Brien and Fleming's type. */
        OBF,
        /** A group-sequential boundary of Pocock's type. */
        POCOCK,
        /** A group-sequential boundary of Hwang, Shih and DeCani. */
        HSD
    }

    MonitorPlan {
        shares = List.copyOf(shares);
    }

    /** The group-sequential design of the rule. */
    GroupSequentialDesign design() {
        SpendingFunction function = switch (rule) {
            case POCOCK -> SpendingFunction.pocock();
            case HSD -> SpendingFunction.hwangShihDeCani(gamma);
            default -> SpendingFunction.obrienFleming();
        };
        Sides sides = monitoring.alternative() == Alternative.TWO_SIDED ? Sides.TWO_SIDED : Sides.ONE_SIDED;
        return GroupSequentialDesign.spending(function, sides, monitoring.alpha());
    }
}
