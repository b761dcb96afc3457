package assay.dgp;

import assay.Clusters;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How true values show in the twins of draws. A world whose truth is of a kind that is not here yet adds it: an estimand that
 * means the same in every world to {@link #ESTIMANDS}, one that does not to {@link #WORLDS}, and named targets to {@link
 * #TARGETS}.
 */
final class TwinFunctionals {

    private static final int BATCHES = 20;

    /** A draw and both of its twins. */
    record Run(Draw draw, Sample treated, Sample control) {}

    /** What twins show less what the world says, and the standard error of that. */
    record Gap(double value, double stdError) {}

    /** What a list of runs shows of a true value. */
    @FunctionalInterface
    interface Functional {
        Gap gap(List<Run> runs, ToDoubleFunction<Run> truth);
    }

    /** Functionals of estimands that mean the same in every world. */
    private static final Map<Estimand, Functional> ESTIMANDS = new EnumMap<>(Map.ofEntries(
            Map.entry(Estimand.ATE, meanChange(Role.OUTCOME)),
            Map.entry(
                    Estimand.SATE,
                    smooth(
                            run -> new double[] {
                                change(run, Role.OUTCOME) / run.treated().size()
                            },
                            mean -> mean[0])),
            Map.entry(Estimand.GLOBAL_ATE, meanChange(Role.OUTCOME)),
            Map.entry(Estimand.LAG_EFFECT, meanChange(Role.OUTCOME)),
            Map.entry(Estimand.ITT, meanChange(Role.OUTCOME)),
            Map.entry(Estimand.COMPLIANCE, meanChange(Role.TREATMENT)),
            Map.entry(Estimand.ATT, weighted((t, e) -> t)),
            Map.entry(Estimand.ATC, weighted((t, e) -> 1 - t)),
            Map.entry(Estimand.ATO, weighted((t, e) -> e * (1 - e))),
            Map.entry(Estimand.CLUSTER_ATE, smooth(TwinFunctionals::clusterMeans, mean -> mean[0] / mean[1])),
            Map.entry(
                    Estimand.LATE,
                    smooth(
                            run -> new double[] {change(run, Role.OUTCOME), change(run, Role.TREATMENT)},
                            mean -> mean[0] / mean[1])),
            Map.entry(
                    Estimand.RATIO, smooth(TwinFunctionals::ratioSums, mean -> mean[0] / mean[1] - mean[2] / mean[3])),
            Map.entry(
                    Estimand.LIFT,
                    smooth(TwinFunctionals::liftSums, mean -> mean[0] / mean[1] / (mean[2] / mean[3]) - 1))));

    /** Functionals of estimands that a world, by name, has in its own way. */
    private static final Map<String, Map<Estimand, Function<Dgp, Functional>>> WORLDS = new HashMap<>();

    /** Functionals of named targets, by name of the world. */
    private static final Map<String, BiFunction<Dgp, String, Functional>> TARGETS = new HashMap<>();

    static {
        WORLDS.put("log-normal", Map.of(Estimand.QTE, world -> quantile(((LogNormal) world).probability())));
        // Twins force the encouragement, which moves compliers only: what the others would gain follows from their
        // types.
        WORLDS.put("encouragement", Map.of(Estimand.ATE, world -> {
            double slope = ((Encouragement) world).heterogeneity();
            return smooth(
                    run -> new double[] {
                        change(run, Role.OUTCOME),
                        change(run, Role.TREATMENT),
                        run.treated().size(),
                        sum(run.treated(), Role.TREATMENT) + sum(run.control(), Role.TREATMENT)
                    },
                    mean -> mean[0] / mean[1] * (1 + slope * (mean[3] / mean[2] - 1)));
        }));
        WORLDS.put("clustered-encouragement", Map.of(Estimand.ATE, world -> of(world, Estimand.LATE)));
        // Those whom assignment moves show the effect on all who come across the advertisement; on the others it is the
        // knob's share of what they lack without it.
        WORLDS.put(
                "ad-exposure",
                Map.of(
                        Estimand.ATE,
                        world -> elsewhere((AdExposure) world),
                        Estimand.RATIO,
                        world -> smooth(
                                run -> new double[] {change(run, Role.NUMERATOR), change(run, Role.DENOMINATOR)},
                                mean -> mean[0] / mean[1])));
        // The effect is the same for all, compliers or not.
        WORLDS.put("selected-encouragement", Map.of(Estimand.ATE, world -> of(world, Estimand.LATE)));
        WORLDS.put("confounded-treatment", Map.of(Estimand.TARGET_ATE, world -> {
            double least = crump((ConfoundedTreatment) world);
            return weighted((t, e) -> e > least && e < 1 - least ? 1.0 : 0.0);
        }));
        WORLDS.put("target-population", Map.of(Estimand.TARGET_ATE, world -> inTarget()));
        WORLDS.put("segment-mix", Map.of(Estimand.TARGET_ATE, world -> inTarget()));
        // The last effect that the twins show has not quite come to rest.
        WORLDS.put("fading-effect", Map.of(Estimand.TARGET_ATE, world -> {
            FadingEffect fading = (FadingEffect) world;
            int last = fading.periods() - 1;
            double share = 1 + fading.novelty() * Math.exp(-fading.rate() * last);
            return smooth(run -> new double[] {inPeriod(run, last, fading.periods())}, mean -> mean[0] / share);
        }));
        TARGETS.put("fading-effect", (world, term) -> {
            int period = Integer.parseInt(term.substring("period ".length()));
            int periods = ((FadingEffect) world).periods();
            return smooth(run -> new double[] {inPeriod(run, period, periods)}, mean -> mean[0]);
        });
        // Twins show the sum of the parts: which share of it is whose is a knob.
        WORLDS.put(
                "network-spillover",
                Map.of(
                        Estimand.EXPOSURE,
                        world -> part(1),
                        Estimand.SPILLOVER,
                        world -> part(((NetworkSpillover) world).spillover())));
        WORLDS.put("two-sided-market", Map.of(Estimand.EXPOSURE, world -> part(direct((TwoSidedMarket) world))));
        // The twins show action 0 and action 1, and all actions but 0 gain the same on average: the rest is the
        // mixture.
        WORLDS.put("logged-actions", Map.of(Estimand.POLICY_VALUE, world -> {
            double others = 1 - 1.0 / ((LoggedActions) world).actions();
            return smooth(
                    run -> new double[] {
                        sum(run.control(), Role.OUTCOME) / run.control().size(),
                        change(run, Role.OUTCOME) / run.control().size()
                    },
                    mean -> mean[0] + others * mean[1]);
        }));
        TARGETS.put(
                "two-sided-market",
                (world, term) -> part(
                        switch (term) {
                            case "total" -> 1;
                            case "direct" -> direct((TwoSidedMarket) world);
                            case "buyer spillover" -> ((TwoSidedMarket) world).buyerSpillover();
                            default -> ((TwoSidedMarket) world).sellerSpillover();
                        }));
        TARGETS.put(
                "funnel",
                (world, term) -> meanChange(
                        switch (term) {
                            case "click" -> Role.DENOMINATOR;
                            case "conversion" -> Role.NUMERATOR;
                            default -> Role.OUTCOME;
                        }));
        // Twins force the treatment only: what passes along a path follows from how far they move the mediators.
        WORLDS.put(
                "serial-mediation",
                Map.of(
                        Estimand.ATE, world -> path((SerialMediation) world, "total"),
                        Estimand.DIRECT_EFFECT, world -> path((SerialMediation) world, "direct"),
                        Estimand.INDIRECT_EFFECT, world -> path((SerialMediation) world, "indirect")));
        TARGETS.put("serial-mediation", (world, term) -> path((SerialMediation) world, term));
        WORLDS.put(
                "interacting-mediator", Map.of(Estimand.ATE, world -> natural((InteractingMediator) world, "total")));
        WORLDS.put("probit-mediation", Map.of(Estimand.ATE, world -> natural((ProbitMediation) world, "total")));
        TARGETS.put("interacting-mediator", (world, term) -> natural((InteractingMediator) world, term));
        TARGETS.put("probit-mediation", (world, term) -> natural((ProbitMediation) world, term));
        // Twins of a panel are treated from when their unit would begin: the rows in which they differ are the treated
        // ones.
        WORLDS.put(
                "staggered-panel",
                Map.of(Estimand.ATT, world -> smooth(run -> treatedRows(run, 0, 0), mean -> mean[0] / mean[1])));
        WORLDS.put(
                "factor-panel",
                Map.of(Estimand.ATT, world -> smooth(run -> treatedRows(run, 0, 0), mean -> mean[0] / mean[1])));
        WORLDS.put(
                "geo-panel",
                Map.of(Estimand.ATT, world -> smooth(run -> treatedRows(run, 0, 0), mean -> mean[0] / mean[1])));
        BiFunction<Dgp, String, Functional> cells = (world, term) -> {
            String[] parts = term.split("[=,]", -1);
            double cohort = Double.parseDouble(parts[1]);
            double period = Double.parseDouble(parts[3]);
            return smooth(run -> treatedRows(run, cohort, period), mean -> mean[0] / mean[1]);
        };
        TARGETS.put("staggered-panel", cells);
        TARGETS.put("conditional-trends", cells);
        WORLDS.put(
                "conditional-trends",
                Map.of(Estimand.ATT, world -> smooth(run -> treatedRows(run, 0, 0), mean -> mean[0] / mean[1])));
        // The effect is a line in the running variable, whose value at the cutoff is the knob.
        WORLDS.put(
                "discontinuity",
                Map.of(Estimand.CATE, world -> smooth(TwinFunctionals::lineSums, TwinFunctionals::atZero)));
        WORLDS.put("sorted-scores", Map.of(Estimand.CATE, world -> meanChange(Role.OUTCOME)));
        TARGETS.put("many-metrics", (world, term) -> metric(Integer.parseInt(term.substring(1)) - 1));
        // The treated twin has every unit in the first treatment, and those that work have the same effect.
        TARGETS.put(
                "many-arms",
                (world, term) -> part(
                        Integer.parseInt(term.substring(0, term.indexOf(' '))) <= ((ManyArms) world).works() ? 1 : 0));
        TARGETS.put("many-armed-bandit", (world, term) -> banditTarget((ManyArmedBandit) world, term));
        TARGETS.put("experiment-series", (world, term) -> inPeriod(Double.parseDouble(term)));
        TARGETS.put("heterogeneous", (world, term) -> projection(term));
        TARGETS.put("drift", (world, term) -> inPeriod(Double.parseDouble(term.substring("period ".length()))));
    }

    private TwinFunctionals() {}

    /** The effect on all, of those who come across the advertisement by what twins show, of the others by the knob. */
    private static Functional elsewhere(AdExposure world) {
        double share = world.effect() * world.elsewhere();
        return smooth(
                run -> {
                    double[] d1 = run.treated().numeric(Role.TREATMENT);
                    double[] y0 = run.control().outcome();
                    double reached = 0;
                    double others = 0;
                    for (int i = 0; i < d1.length; i++) {
                        reached += d1[i];
                        others += (1 - d1[i]) * share * (share >= 0 ? 1 - y0[i] : y0[i]);
                    }
                    return new double[] {
                        change(run, Role.OUTCOME), change(run, Role.TREATMENT), reached, others, d1.length
                    };
                },
                mean -> (mean[0] / mean[1] * mean[2] + mean[3]) / mean[4]);
    }

    /** The part of the change of the outcome that passes along a path of mediators. */
    private static Functional path(SerialMediation world, String term) {
        return smooth(run -> new double[] {outcome(run, 0), outcome(run, 1), outcome(run, 2)}, mean -> {
            double serial = world.firstToSecond() * mean[1];
            double indirect = world.firstToOutcome() * mean[1] + world.secondToOutcome() * mean[2];
            return switch (term) {
                case "direct" -> mean[0] - indirect;
                case "indirect" -> indirect;
                case "via m1" -> world.firstToOutcome() * mean[1];
                case "via m2" -> world.secondToOutcome() * (mean[2] - serial);
                case "via m1 and m2" -> world.secondToOutcome() * serial;
                default -> mean[0];
            };
        });
    }

    /** A natural effect: by how far the mediator is moved, times what it does in an arm, and the rest of the total. */
    private static Functional natural(InteractingMediator world, String term) {
        double factor = 2
                * world.effect()
                / (world.toMediator() * world.toOutcome()
                        + world.direct()
                        + Math.sqrt(Math.pow(world.toMediator() * world.toOutcome() + world.direct(), 2)
                                + 4 * world.toMediator() * world.interaction() * world.effect()));
        double treated = world.toOutcome() + factor * world.interaction();
        return smooth(run -> new double[] {outcome(run, 0), outcome(run, 1)}, mean -> switch (term) {
            case "ACME(0)", "via m" -> world.toOutcome() * mean[1];
            case "ACME(1)" -> treated * mean[1];
            case "ADE(0)" -> mean[0] - treated * mean[1];
            case "ADE(1)", "direct" -> mean[0] - world.toOutcome() * mean[1];
            default -> mean[0];
        });
    }

    /** A natural effect on a probability: the outcome's own model at the mediators of both twins. */
    private static Functional natural(ProbitMediation world, String term) {
        double k = world.factor();
        return smooth(
                run -> {
                    double[][] m = {
                        numbers(run.control().columns(Role.OUTCOME).get(1)),
                        numbers(run.treated().columns(Role.OUTCOME).get(1))
                    };
                    double[] x = numbers(run.control().columns(Role.COVARIATE).get(0));
                    double[] means = new double[4];
                    for (int i = 0; i < x.length; i++) {
                        for (int at = 0; at < 4; at++) {
                            double predictor = -0.25
                                    + k * world.direct() * (at < 2 ? 0 : 1)
                                    + world.toOutcome() * m[at % 2][i]
                                    + x[i];
                            means[at] += NormalDistribution.survival(-predictor) / x.length;
                        }
                    }
                    return means;
                },
                mean -> switch (term) {
                    case "ACME(0)" -> mean[1] - mean[0];
                    case "ACME(1)" -> mean[3] - mean[2];
                    case "ADE(0)" -> mean[2] - mean[0];
                    case "ADE(1)" -> mean[3] - mean[1];
                    default -> mean[3] - mean[0];
                });
    }

    /** The mean of an arm of a bandit, or its difference from that of control. */
    private static Functional banditTarget(ManyArmedBandit world, String term) {
        boolean mean = term.startsWith("always ");
        int arm = Integer.parseInt(mean ? term.substring("always ".length()) : term.substring(0, term.indexOf(' ')));
        return smooth(
                run -> new double[] {mean(run.treated()), mean(run.control())},
                means -> (arm >= 1 && arm <= world.works() ? means[0] : means[1]) - (mean ? 0 : means[1]));
    }

    private static double mean(Sample sample) {
        double[] y = numbers(sample.columns(Role.OUTCOME).get(0));
        double sum = 0;
        for (double value : y) {
            sum += value;
        }
        return sum / y.length;
    }

    /** The mean change in the rows that are not of the experiment. */
    private static Functional inTarget() {
        return smooth(
                run -> {
                    double[] here = run.treated().numeric(Role.STRATUM);
                    double[] y1 = run.treated().outcome();
                    double[] y0 = run.control().outcome();
                    double sum = 0;
                    double rows = 0;
                    for (int i = 0; i < here.length; i++) {
                        sum += here[i] == 0 ? y1[i] - y0[i] : 0;
                        rows += 1 - here[i];
                    }
                    return new double[] {sum / rows};
                },
                mean -> mean[0]);
    }

    /** The mean change in a period of units whose rows stand together. */
    private static double inPeriod(Run run, int period, int periods) {
        double[] y1 = run.treated().outcome();
        double[] y0 = run.control().outcome();
        double sum = 0;
        for (int i = period; i < y1.length; i += periods) {
            sum += y1[i] - y0[i];
        }
        return sum * periods / y1.length;
    }

    /** The mean change of one of several outcomes. */
    private static double outcome(Run run, int column) {
        double[] y1 = numbers(run.treated().columns(Role.OUTCOME).get(column));
        double[] y0 = numbers(run.control().columns(Role.OUTCOME).get(column));
        double sum = 0;
        for (int i = 0; i < y1.length; i++) {
            sum += y1[i] - y0[i];
        }
        return sum / y1.length;
    }

    /** Where Crump's rule cuts: the least propensity a whose 1 / (a (1 - a)) is at most twice its mean among those kept, by halving. */
    private static double crump(ConfoundedTreatment world) {
        double spread = Math.hypot(world.confounding(), world.hidden());
        double low = 1e-9;
        double high = 0.5 - 1e-9;
        for (int step = 0; step < 60; step++) {
            double a = (low + high) / 2;
            double kept = 0;
            double sum = 0;
            for (double z = -8; z <= 8; z += 1e-3) {
                double e = 1 / (1 + Math.exp(-world.prevalence() - spread * z));
                if (e > a && e < 1 - a) {
                    double weight = Math.exp(-z * z / 2);
                    kept += weight;
                    sum += weight / (e * (1 - e));
                }
            }
            boolean inside = kept > 0 && 1 / (a * (1 - a)) > 2 * sum / kept;
            low = inside ? a : low;
            high = inside ? high : a;
        }
        return low;
    }

    /**
     * The functional of an estimand.
     *
     * @throws AssertionError if nobody has said how it shows in twins
     */
    static Functional of(Dgp world, Estimand estimand) {
        Function<Dgp, Functional> own =
                WORLDS.getOrDefault(world.name(), Map.of()).get(estimand);
        if (own != null) {
            return own.apply(world);
        }
        Functional functional = ESTIMANDS.get(estimand);
        if (functional == null) {
            throw new AssertionError("The world '" + world.name() + "' states " + estimand
                    + ", and TwinFunctionals does not say how that shows in twins: add it to ESTIMANDS or to WORLDS.");
        }
        return functional;
    }

    /**
     * The functional of a target.
     *
     * @throws AssertionError if nobody has said how it shows in twins
     */
    static Functional ofTarget(Dgp world, String term) {
        BiFunction<Dgp, String, Functional> own = TARGETS.get(world.name());
        if (own == null) {
            throw new AssertionError("The world '" + world.name() + "' states the target '" + term
                    + "', and TwinFunctionals does not say how that shows in twins: add the world to TARGETS.");
        }
        return own.apply(world, term);
    }

    private static double direct(TwoSidedMarket world) {
        return 1 - world.buyerSpillover() - world.sellerSpillover();
    }

    /** The mean change of one of many outcomes. */
    private static Functional metric(int column) {
        return smooth(run -> new double[] {outcome(run, column)}, mean -> mean[0]);
    }

    /** A coefficient of the least-squares line of the change of each unit on its covariates, which are independent. */
    private static Functional projection(String term) {
        return smooth(
                run -> {
                    double[] y1 = run.treated().outcome();
                    double[] y0 = run.control().outcome();
                    double[][] x = run.treated().covariates().columns();
                    double[] sums = new double[2 + 3 * x.length];
                    for (int i = 0; i < y1.length; i++) {
                        double change = y1[i] - y0[i];
                        sums[0]++;
                        sums[1] += change;
                        for (int j = 0; j < x.length; j++) {
                            sums[2 + 3 * j] += x[j][i];
                            sums[3 + 3 * j] += x[j][i] * x[j][i];
                            sums[4 + 3 * j] += x[j][i] * change;
                        }
                    }
                    return sums;
                },
                sums -> {
                    double intercept = sums[1] / sums[0];
                    for (int j = 0; 4 + 3 * j < sums.length; j++) {
                        double mean = sums[2 + 3 * j] / sums[0];
                        double slope = (sums[4 + 3 * j] - mean * sums[1]) / (sums[3 + 3 * j] - mean * sums[2 + 3 * j]);
                        if (term.equals("x" + j)) {
                            return slope;
                        }
                        intercept -= slope * mean;
                    }
                    return intercept;
                });
    }

    /** A known part of the change in the mean outcome. */
    private static Functional part(double share) {
        return smooth(
                run -> new double[] {change(run, Role.OUTCOME), run.treated().size()},
                mean -> share * mean[0] / mean[1]);
    }

    /**
     * A smooth function of means over runs, with the jackknife's standard error over runs. The truth is averaged over the runs
     * too, so that truths that move with the draw are held to the draw.
     */
    static Functional smooth(Function<Run, double[]> sums, ToDoubleFunction<double[]> value) {
        return (runs, truth) -> {
            int count = runs.size();
            List<double[]> rows = new ArrayList<>();
            double[] truths = new double[count];
            double stated = 0;
            for (int r = 0; r < count; r++) {
                rows.add(sums.apply(runs.get(r)));
                truths[r] = truth.applyAsDouble(runs.get(r));
                stated += truths[r];
            }
            double[] total = new double[rows.get(0).length];
            rows.forEach(row -> Arrays.setAll(total, j -> total[j] + row[j]));
            double[] left = new double[count];
            for (int r = 0; r < count; r++) {
                double[] row = rows.get(r);
                double[] mean = new double[total.length];
                Arrays.setAll(mean, j -> (total[j] - row[j]) / (count - 1));
                left[r] = value.applyAsDouble(mean) - (stated - truths[r]) / (count - 1);
            }
            double centre = Arrays.stream(left).average().orElseThrow();
            double squares =
                    Arrays.stream(left).map(v -> (v - centre) * (v - centre)).sum();
            double[] mean = Arrays.stream(total).map(v -> v / count).toArray();
            return new Gap(
                    value.applyAsDouble(mean) - stated / count, Math.sqrt(squares * (count - 1) / (double) count));
        };
    }

    /** The change of the mean of the column of a role. */
    static Functional meanChange(Role role) {
        return smooth(run -> new double[] {change(run, role), run.treated().size()}, mean -> mean[0] / mean[1]);
    }

    /** The change of the outcome in treated rows, and their number: of a cohort in a period, or of all where that is 0. */
    private static double[] treatedRows(Run run, double cohort, double period) {
        double[] unit = run.treated().numeric(Role.UNIT);
        double[] time = run.treated().numeric(Role.TIME);
        double[] d = run.treated().numeric(run.treated().has(Role.TREATMENT) ? Role.TREATMENT : Role.ASSIGNMENT);
        double[] y1 = run.treated().outcome();
        double[] y0 = run.control().outcome();
        double[] sums = new double[2];
        double begun = 0;
        for (int i = 0; i < unit.length; i++) {
            boolean begins = d[i] == 1 && (i == 0 || unit[i] != unit[i - 1] || d[i - 1] == 0);
            begun = begins ? time[i] : begun;
            if (d[i] == 1 && (period == 0 || (begun == cohort && time[i] == period))) {
                sums[0] += y1[i] - y0[i];
                sums[1]++;
            }
        }
        return sums;
    }

    /** Sums of a line of the change of the outcome on the first covariate. */
    private static double[] lineSums(Run run) {
        double[] x = numbers(run.draw().observed().columns(Role.COVARIATE).get(0));
        double[] y1 = run.treated().outcome();
        double[] y0 = run.control().outcome();
        double[] sums = new double[5];
        for (int i = 0; i < x.length; i++) {
            double change = y1[i] - y0[i];
            sums[0]++;
            sums[1] += x[i];
            sums[2] += x[i] * x[i];
            sums[3] += change;
            sums[4] += x[i] * change;
        }
        return sums;
    }

    private static double atZero(double[] s) {
        return (s[2] * s[3] - s[1] * s[4]) / (s[0] * s[2] - s[1] * s[1]);
    }

    /** The change of the outcome among the rows of a period. */
    private static Functional inPeriod(double period) {
        return smooth(
                run -> {
                    double[] time = run.treated().numeric(Role.TIME);
                    double[] y1 = run.treated().outcome();
                    double[] y0 = run.control().outcome();
                    double[] sums = new double[2];
                    for (int i = 0; i < time.length; i++) {
                        if (time[i] == period) {
                            sums[0] += y1[i] - y0[i];
                            sums[1]++;
                        }
                    }
                    return sums;
                },
                mean -> mean[0] / mean[1]);
    }

    /** The change of the outcome, weighted by the observed arm and the propensity. */
    private static Functional weighted(BiFunction<Double, Double, Double> weight) {
        return smooth(
                run -> {
                    double[] t = TwoArms.of(run.draw().observed()).indicator();
                    double[] e = run.draw().truth().units().orElseThrow().propensity();
                    double[] y1 = run.treated().outcome();
                    double[] y0 = run.control().outcome();
                    double[] sums = new double[2];
                    for (int i = 0; i < t.length; i++) {
                        double w = weight.apply(t[i], e[i]);
                        sums[0] += w * (y1[i] - y0[i]);
                        sums[1] += w;
                    }
                    return sums;
                },
                mean -> mean[0] / mean[1]);
    }

    /** The change of a quantile of the outcomes of all runs, with a standard error from batches of runs. */
    private static Functional quantile(double probability) {
        return (runs, truth) -> {
            int each = runs.size() / BATCHES;
            double[] gaps = new double[BATCHES];
            for (int b = 0; b < BATCHES; b++) {
                List<Run> batch = runs.subList(b * each, (b + 1) * each);
                gaps[b] = quantile(batch, Run::treated, probability)
                        - quantile(batch, Run::control, probability)
                        - truth.applyAsDouble(batch.get(0));
            }
            double mean = Arrays.stream(gaps).average().orElseThrow();
            double squares =
                    Arrays.stream(gaps).map(v -> (v - mean) * (v - mean)).sum();
            return new Gap(mean, Math.sqrt(squares / (BATCHES - 1) / BATCHES));
        };
    }

    private static double quantile(List<Run> runs, Function<Run, Sample> twin, double probability) {
        double[] all = runs.stream()
                .flatMapToDouble(run -> Arrays.stream(twin.apply(run).outcome()))
                .sorted()
                .toArray();
        double at = probability * (all.length - 1);
        int low = (int) at;
        return all[low] + (at - low) * (all[Math.min(low + 1, all.length - 1)] - all[low]);
    }

    private static double change(Run run, Role role) {
        return sum(run.treated(), role) - sum(run.control(), role);
    }

    private static double sum(Sample sample, Role role) {
        return Arrays.stream(sample.numeric(role)).sum();
    }

    private static double[] ratioSums(Run run) {
        return new double[] {
            sum(run.treated(), Role.NUMERATOR),
            sum(run.treated(), Role.DENOMINATOR),
            sum(run.control(), Role.NUMERATOR),
            sum(run.control(), Role.DENOMINATOR)
        };
    }

    private static double[] liftSums(Run run) {
        return run.treated().has(Role.OUTCOME)
                ? new double[] {
                    sum(run.treated(), Role.OUTCOME),
                    run.treated().size(),
                    sum(run.control(), Role.OUTCOME),
                    run.control().size()
                }
                : ratioSums(run);
    }

    /** The sum over clusters of their mean changes, and the number of clusters. */
    private static double[] clusterMeans(Run run) {
        Clusters clusters = Clusters.of(run.treated());
        double[] y1 = run.treated().outcome();
        double[] y0 = run.control().outcome();
        double[] changes = new double[clusters.count()];
        for (int i = 0; i < y1.length; i++) {
            changes[clusters.of()[i]] += y1[i] - y0[i];
        }
        double sum = 0;
        for (int g = 0; g < changes.length; g++) {
            sum += changes[g] / clusters.sizes()[g];
        }
        return new double[] {sum, changes.length};
    }

    /** The numbers of a column, or empty if it holds text. */
    static double[] numbers(Column column) {
        return column instanceof Column.Numeric numeric ? numeric.values() : new double[0];
    }
}
