package assay.cli;

import assay.Arguments;
import assay.geo.PlaceboPower;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A test on regions that is planned. */
final class GeoPlanOptions {

    @Option(names = "--duration", required = true, paramLabel = "PERIODS", description = "Periods of the test.")
    private int duration = 1;

    @Option(
            names = "--until",
            paramLabel = "PERIOD",
            description = "Last period of the past that is looked at; the last of the table by default.")
    private @Nullable String until;

    @Option(
            names = "--effects",
            split = ",",
            paramLabel = "LIFT",
            defaultValue = "0.02,0.05,0.1,0.15,0.2,0.25",
            description = "Injected effects as shares of the outcome, parted by commas (default: ${DEFAULT-VALUE}).")
    private List<Double> effects = List.of();

    @Option(
            names = "--alpha",
            paramLabel = "LEVEL",
            defaultValue = "0.1",
            description = "Level of the test, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double alpha = 0.1;

    @Option(
            names = "--power",
            paramLabel = "POWER",
            defaultValue = "0.8",
            description = "Power that is enough, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double power = 0.8;

    @Option(
            names = "--windows",
            paramLabel = "NUMBER",
            description = "Placebo windows of the past (default: 20 for power, 5 for select).")
    private @Nullable Integer windows;

    PlaceboPower placebos(GeoModelOptions model, int usual) {
        return new PlaceboPower(model.estimator(), alpha, duration, windows == null ? usual : windows);
    }

    double[] effects() {
        for (double effect : effects) {
            if (!(effect > -1 && Double.isFinite(effect))) {
                throw new IllegalArgumentException("--effects are shares of the outcome above -1, not " + effect);
            }
        }
        return effects.stream().mapToDouble(e -> e).toArray();
    }

    double power() {
        return Arguments.probability("--power", power);
    }

    double alpha() {
        return Arguments.probability("--alpha", alpha);
    }

    int duration() {
        return duration;
    }

    @Nullable
    String until() {
        return until;
    }
}
