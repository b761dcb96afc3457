package assay.cli;

import assay.Arguments;
import assay.experiment.Better;
import assay.sequential.Alternative;
import assay.sequential.AnytimeValid;
import assay.sequential.MonitoringPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a person plans, where it is said; what is not said comes from the plan of the first look, or is usual. */
final class MonitorPlanOptions {

    private static final double USUAL_SIZE = 10_000;
    private static final long USUAL_START = 300;

    @Option(names = "--metric", paramLabel = "NAME", description = "Name of the metric (default: its column).")
    private @Nullable String metric;

    @Option(
            names = "--planned-n",
            paramLabel = "N",
            description =
                    "Units of both arms together that the experiment is planned for: there the always-valid interval"
                            + " is shortest (default: 10000).")
    private @Nullable Double plannedUnits;

    @Option(
            names = "--g",
            paramLabel = "UNITS",
            description = "Weight of the mixing distribution, in units, instead of --planned-n.")
    private @Nullable Double priorUnits;

    @Option(names = "--level", paramLabel = "LEVEL", description = "Level over all looks, in (0, 1) (default: 0.95).")
    private @Nullable Double level;

    @Option(
            names = "--start",
            paramLabel = "N",
            description = "Units before which a look does not count (default: 300).")
    private @Nullable Long start;

    @Option(names = "--null", paramLabel = "EFFECT", description = "Effect under the null hypothesis (default: 0).")
    private @Nullable Double nullValue;

    @Option(
            names = "--alternative",
            paramLabel = "SIDE",
            description = "${COMPLETION-CANDIDATES} (default: two_sided).")
    private @Nullable Alternative alternative;

    @Option(
            names = "--non-inferiority-margin",
            paramLabel = "MARGIN",
            description = "Ask only whether the treated arm is not worse by this much.")
    private @Nullable Double margin;

    @Option(names = "--better", paramLabel = "WAY", description = "${COMPLETION-CANDIDATES} (default: larger).")
    private @Nullable Better better;

    @Option(
            names = "--spending",
            paramLabel = "FUNCTION",
            description = "Decide by a group-sequential boundary instead: obf, pocock or hsd.")
    private MonitorPlan.@Nullable Rule spending;

    @Option(names = "--gamma", paramLabel = "GAMMA", description = "Parameter of hsd (default: -4).")
    private @Nullable Double gamma;

    @Option(
            names = "--looks",
            paramLabel = "K",
            description = "With --spending: analyses, evenly spaced (default: every look is one).")
    private @Nullable Integer analyses;

    @Option(
            names = "--max-information",
            paramLabel = "I",
            description = "With --spending: information 1 / SE^2 at the end, instead of --planned-n.")
    private @Nullable Double maxInformation;

    @Option(
            names = "--shares",
            split = ",",
            paramLabel = "SHARE",
            description = "Planned shares of control and treated, with sum 1 (default: 0.5,0.5).")
    private @Nullable List<Double> shares;

    @Option(
            names = "--minimum-runtime",
            paramLabel = "LOOKS",
            description = "Looks before which nobody stops, such as 7 days for a whole week (default: 1).")
    private @Nullable Integer minimumLooks;

    /** Whether nothing was said of the size. */
    boolean usualSize() {
        return plannedUnits == null && priorUnits == null;
    }

    /** The plan of a first look. */
    MonitorPlan first(LookStream stream) {
        return over(usual(stream), stream);
    }

    private static MonitorPlan usual(LookStream stream) {
        MonitoringPlan monitoring = new MonitoringPlan(
                stream.metric(),
                Alternative.TWO_SIDED,
                0,
                0.95,
                AnytimeValid.plannedFor(USUAL_SIZE, 0.95).priorUnits(),
                USUAL_START);
        return new MonitorPlan(
                monitoring,
                USUAL_SIZE,
                Better.LARGER,
                MonitorPlan.Rule.ALWAYS_VALID,
                -4,
                Double.NaN,
                0,
                List.of(0.5, 0.5),
                1,
                new ArmPair(stream.control(), stream.treated()));
    }

    /** A plan with what is said in place of what stands in it. */
    MonitorPlan over(MonitorPlan plan, LookStream stream) {
        if (margin != null && (nullValue != null || alternative != null)) {
            throw new IllegalArgumentException(
                    "--non-inferiority-margin is a null value and an alternative of its own; leave the others out.");
        }
        Better way = or(better, plan.better());
        MonitoringPlan old = plan.monitoring();
        double atLevel = Arguments.probability("--level", or(level, old.level()));
        double size = Arguments.positive("--planned-n", or(plannedUnits, plan.plannedUnits()));
        boolean tuned = plannedUnits != null || level != null;
        double usual = tuned ? AnytimeValid.plannedFor(size, atLevel).priorUnits() : old.priorUnits();
        Alternative side = or(alternative, old.alternative());
        double against = or(nullValue, old.nullValue());
        if (margin != null) {
            Arguments.positive("--non-inferiority-margin", margin);
            side = way == Better.LARGER ? Alternative.GREATER : Alternative.LESS;
            against = way == Better.LARGER ? -margin : margin;
        }
        MonitoringPlan monitoring = new MonitoringPlan(
                or(metric, stream.metric()), side, against, atLevel, or(priorUnits, usual), or(start, old.start()));
        return new MonitorPlan(
                monitoring,
                size,
                way,
                or(spending, plan.rule()),
                or(gamma, plan.gamma()),
                or(maxInformation, plan.maxInformation()),
                or(analyses, plan.analyses()),
                twoShares(or(shares, plan.shares())),
                or(minimumLooks, plan.minimumLooks()),
                new ArmPair(stream.control(), stream.treated()));
    }

    private static List<Double> twoShares(List<Double> shares) {
        double sum = shares.stream().mapToDouble(Double::doubleValue).sum();
        if (shares.size() != 2 || shares.stream().anyMatch(s -> !(s > 0 && s < 1)) || Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException(
                    "--shares are those of control and treated, each in (0, 1), with sum 1, such as 0.5,0.5");
        }
        return shares;
    }

    private static <T> T or(@Nullable T said, T otherwise) {
        return said == null ? otherwise : said;
    }
}
