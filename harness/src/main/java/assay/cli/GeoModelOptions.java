package assay.cli;

import assay.data.Nearest;
import assay.geo.Augmentation;
import assay.geo.AugmentedModel;
import assay.geo.AugmentedSyntheticControl;
import assay.geo.ConformalStatistic;
import assay.geo.UnitEffects;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How controls are weighted, and what residuals are judged by. */
final class GeoModelOptions {

    @Option(
            names = "--augmentation",
            paramLabel = "MODEL",
            defaultValue = "none",
            description =
                    "What is done about the distance that weights leave: none, ridge-min or ridge-one-se (default:"
                            + " ${DEFAULT-VALUE}).")
    private String augmentation = "none";

    @Option(
            names = "--unit-effects",
            paramLabel = "MODEL",
            defaultValue = "fixed",
            description = "fixed: each region less its own mean; none (default: ${DEFAULT-VALUE}).")
    private String unitEffects = "fixed";

    @Option(
            names = "--statistic",
            paramLabel = "STATISTIC",
            defaultValue = "absolute",
            description =
                    "What residuals are judged by to tell whether anything happened in any period: absolute, average or squared"
                            + " (default: ${DEFAULT-VALUE}).")
    private String statistic = "absolute";

    AugmentedSyntheticControl estimator() {
        return new AugmentedSyntheticControl(
                new AugmentedModel(
                        named("--augmentation", augmentation, Augmentation.values(), Augmentation::code),
                        named("--unit-effects", unitEffects, UnitEffects.values(), UnitEffects::code)),
                named("--statistic", statistic, ConformalStatistic.values(), ConformalStatistic::code));
    }

    static <T> T named(String option, String name, T[] values, Function<T, String> code) {
        List<String> names = Arrays.stream(values).map(code).toList();
        int at = names.indexOf(name.strip());
        if (at < 0) {
            throw new IllegalArgumentException(option + " does not take '" + name + "'." + Nearest.question(name, names)
                    + " It takes " + String.join(", ", names) + ".");
        }
        return values[at];
    }
}
