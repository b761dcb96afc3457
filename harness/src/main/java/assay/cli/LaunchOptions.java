package assay.cli;

import assay.decision.ExperimentPlan;
import assay.decision.Variant;
import assay.registry.Baseline;
import assay.registry.EventReport;
import assay.registry.EventRules;
import assay.registry.LaunchRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a launch says beside the contract. */
final class LaunchOptions {

    private static final Pattern LAYER = Pattern.compile("([^:]+):(\\d+)-(\\d+)");

    @Option(
            names = "--baseline",
            paramLabel = "MEAN",
            description = "The primary metric before the experiment; of a ratio metric the ratio.")
    private @Nullable Double baseline;

    @Option(
            names = "--sd",
            paramLabel = "SD",
            description = "Its standard deviation between units, unless it is a share.")
    private @Nullable Double sd;

    @Option(
            names = "--correlation",
            paramLabel = "R",
            defaultValue = "0",
            description = "With the covariate of the metric (default: ${DEFAULT-VALUE}).")
    private double correlation;

    @Option(
            names = "--triggered-share",
            paramLabel = "S",
            defaultValue = "1",
            description = "Share of the units that meet the change (default: ${DEFAULT-VALUE}).")
    private double triggeredShare = 1;

    @Option(
            names = "--cluster-size",
            paramLabel = "M",
            defaultValue = "1",
            description = "Mean users of what is randomised (default: ${DEFAULT-VALUE}).")
    private double clusterSize = 1;

    @Option(
            names = "--icc",
            paramLabel = "ICC",
            defaultValue = "0",
            description = "Intra-cluster correlation (default: ${DEFAULT-VALUE}).")
    private double icc;

    @Option(names = "--rollback-owner", paramLabel = "NAME", description = "Who turns it off when it must be.")
    private @Nullable String rollbackOwner;

    @Option(names = "--reviewed-by", paramLabel = "NAME", description = "Who read the contract and agreed.")
    private @Nullable String reviewedBy;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Test events, CSV or Parquet, checked by the rules of instrumentation.")
    private @Nullable Path events;

    @Option(
            names = "--layer",
            paramLabel = "NAME:FIRST-LAST",
            description =
                    "Its buckets of a layer, such as ui:0-4999: experiments of other buckets never share its users.")
    private @Nullable String layer;

    LaunchRequest request(ExperimentPlan plan, Instant at) {
        return new LaunchRequest(
                Optional.ofNullable(rollbackOwner),
                Optional.ofNullable(reviewedBy),
                Optional.ofNullable(baseline).map(this::moments),
                Optional.ofNullable(events).map(file -> check(file, plan, at)),
                Optional.ofNullable(layer).map(LaunchOptions::place));
    }

    private Baseline moments(double mean) {
        OptionalDouble spread = sd == null ? OptionalDouble.empty() : OptionalDouble.of(sd);
        return new Baseline(mean, spread, correlation, triggeredShare, clusterSize, icc);
    }

    private static EventReport check(Path file, ExperimentPlan plan, Instant at) {
        return new EventRules(
                        plan.variants().stream().map(Variant::name).collect(Collectors.toSet()), at, Duration.ofDays(7))
                .check(file);
    }

    private static LaunchRequest.Place place(String text) {
        Matcher matcher = LAYER.matcher(text.strip());
        if (!matcher.matches()
                || matcher.group(2).length() > 4
                || matcher.group(3).length() > 4) {
            throw new IllegalArgumentException("--layer is such as ui:0-4999, not '" + text + "'.");
        }
        return new LaunchRequest.Place(
                matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
    }
}
