package assay.cli;

import assay.sequential.MonitoringPlan;
import java.util.Locale;

/** What stands above and below the looks. */
final class MonitorText {

    private static final int WIDTH = 100;

    private MonitorText() {}

    static String head(MonitorPlan plan) {
        MonitoringPlan monitoring = plan.monitoring();
        StringBuilder text = new StringBuilder("estimand: ate, average treatment effect on ");
        text.append(monitoring.metric())
                .append(", ")
                .append(plan.arms().treated())
                .append(" less ");
        text.append(plan.arms().control()).append("; variance: Welch\n");
        text.append("hypothesis: effect = ")
                .append(Rows.brief(monitoring.nullValue()))
                .append(", ");
        text.append(monitoring.alternative().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        text.append(", ").append(Rows.brief(100 * monitoring.level())).append(" % over all looks\n");
        text.append("plan: g = ").append(Rows.brief(monitoring.priorUnits())).append(", looks count from ");
        text.append(monitoring.start())
                .append(" units; decided by ")
                .append(rule(plan))
                .append('\n');
        return text.toString();
    }

    private static String rule(MonitorPlan plan) {
        if (plan.rule() == MonitorPlan.Rule.ALWAYS_VALID) {
            return "the always-valid interval";
        }
        String name = switch (plan.rule()) {
            case POCOCK -> "Pocock-type";
            case HSD -> "Hwang-Shih-DeCani (gamma " + Rows.brief(plan.gamma()) + ")";
            default -> "O'Brien-Fleming-type";
        };
        String end = Double.isNaN(plan.maxInformation())
                ? Rows.brief(plan.plannedUnits()) + " units"
                : "information " + Rows.brief(plan.maxInformation());
        return "a group-sequential boundary, " + name + " spending per side, "
                + (plan.analyses() == 0 ? "every look" : plan.analyses() + " analyses") + " up to " + end;
    }

    static String foot(MonitorReading reading, MonitorAdvice advice) {
        return "evidence: " + Sparkline.of(reading) + " (a full block is enough to stop)\n"
                + "advice: " + advice.action().label() + '\n'
                + Wrap.at(advice.sentence(), WIDTH);
    }
}
