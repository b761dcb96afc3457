package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.Role;
import assay.data.Card;
import assay.data.Datasets;
import assay.data.LargeTable;
import assay.data.LargeTable.Counted;
import assay.data.Repetition;
import assay.random.Philox;
import assay.sequential.SampleRatioTest;
import assay.streamed.ArmRows;
import assay.streamed.ArmSums;
import assay.streamed.BalanceCheck;
import assay.streamed.PlaceboSplits;
import assay.streamed.RowLottery;
import assay.streamed.StreamedLin;
import assay.streamed.TwoArmStatistics;
import assay.streamed.UpliftRanking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The analysis behind {@code assay analyze --report}: a table of two arms in four passes. The first counts arms and outcomes; the
 * second sums, compares control with itself and draws the rows to learn from; the third finds repeated covariates; the last makes the
 * covariance of the regression and judges the ranking.
 */
final class TableStudy {

    /** A p-value of the sample ratio below this invalidates. */
    static final double MISMATCH = 0.001;

    /** A standardised difference above this invalidates, whatever its p-value. */
    static final double IMBALANCE = 0.1;

    private static final int SPLITS_STREAM = 4;
    private static final double CLUSTERED = 1.1;

    private final TableReportOptions options;
    private final List<String> outcomes;
    private final @Nullable String received;
    private final List<String> covariates;
    private final String assignment;
    private final Consumer<String> talk;
    private final LargeTable table;
    private final Map<String, Double> planned;
    private final List<Caution> cautions = new ArrayList<>();
    private long started = System.nanoTime();

    /** What the roles of a data set are, where none were named. */
    private record Named(Map<Role, List<String>> roles, Map<String, Double> shares) {

        static Named of(String name, Map<Role, List<String>> asked, Map<String, Double> shares) {
            boolean named =
                    Datasets.cards().stream().anyMatch(card -> card.name().equals(name));
            if (!named) {
                return new Named(asked, shares);
            }
            Card card = Datasets.card(name);
            Card.Design design = card.design();
            Map<Role, List<String>> roles = new LinkedHashMap<>(asked);
            if (!asked.containsKey(Role.OUTCOME)) {
                roles.put(Role.OUTCOME, design.outcome());
            }
            String arm = design.assignment();
            if (!asked.containsKey(Role.ASSIGNMENT) && arm != null) {
                roles.put(Role.ASSIGNMENT, List.of(arm));
            }
            if (!asked.containsKey(Role.COVARIATE)) {
                roles.put(Role.COVARIATE, numbers(card, design.covariates()));
            }
            boolean criteo = name.equals("criteo");
            if (criteo && !asked.containsKey(Role.TREATMENT)) {
                roles.put(Role.TREATMENT, List.of("exposure"));
            }
            return new Named(roles, criteo && shares.isEmpty() ? Map.of("0", 0.15, "1", 0.85) : shares);
        }

        /** Those of the suggested covariates that are no text, as sums are taken of them. */
        private static List<String> numbers(Card card, List<String> names) {
            return names.stream()
                    .filter(name -> card.columns().stream()
                            .anyMatch(column -> column.name().equals(name) && column.type() != Card.Type.TEXT))
                    .toList();
        }
    }

    TableStudy(String name, RoleOptions roles, TableReportOptions options, Consumer<String> talk) {
        this.options = options;
        this.talk = talk;
        Named named = Named.of(name, roles.named(), options.shares());
        this.planned = named.shares();
        this.outcomes = named.roles().getOrDefault(Role.OUTCOME, List.of());
        this.covariates = named.roles().getOrDefault(Role.COVARIATE, List.of());
        this.received = named.roles().getOrDefault(Role.TREATMENT, List.of()).stream()
                .findFirst()
                .orElse(null);
        this.assignment = named.roles().getOrDefault(Role.ASSIGNMENT, List.of()).stream()
                .findFirst()
                .orElse("");
        if (outcomes.isEmpty() || assignment.isEmpty()) {
            throw new IllegalArgumentException(
                    "--report needs --outcome, one column or several, and --assignment, the column of arms.");
        }
        for (Role role : named.roles().keySet()) {
            if (role != Role.OUTCOME && role != Role.ASSIGNMENT && role != Role.TREATMENT && role != Role.COVARIATE) {
                throw new IllegalArgumentException(
                        "--report does not use --" + role.code()
                                + ": without it the answer would be that of another design. Leave the option out, or leave out --report.");
            }
        }
        List<String> numbers = new ArrayList<>(outcomes);
        if (received != null) {
            numbers.add(received);
        }
        numbers.addAll(covariates);
        Missing missing = roles.missing().complete();
        if (missing == Missing.IMPUTE) {
            throw new IllegalArgumentException("--report does not impute: choose --missing drop, or fail.");
        }
        Path file = Inputs.file(name);
        this.table = LargeTable.open(
                file, assignment, numbers, missing, new LargeTable.Resources(options.threads(), options.memory()));
        if (DataSimulateCommand.isSimulated(file, table.label())) {
            cautions.add(Caution.of(
                    "simulated-data",
                    "This table is simulated: every number below is about the program, none about the world."));
        }
        lap("opened");
    }

    private void lap(String what) {
        talk.accept(String.format(Locale.ROOT, "%s: %.1f s", what, (System.nanoTime() - started) / 1e9));
        started = System.nanoTime();
    }

    TableFindings run(Optional<String> controlAsked, Optional<String> treatedAsked) {
        List<String> counted = new ArrayList<>(outcomes);
        if (received != null) {
            counted.add(received);
        }
        Counted counts = table.count(counted);
        String control = level(counts, controlAsked, 0);
        String treated = level(counts, treatedAsked, counts.levels().size() - 1);
        requireTwo(counts, control, treated);
        Optional<SampleRatioTest> ratio = ratio(counts, control, treated);
        lap("counted");
        Optional<TwoArmStatistics> exact =
                counts.exact() ? Optional.of(counts.compare(control, treated).statistics()) : Optional.empty();
        long n1 = counts.rows().get(counts.levels().indexOf(treated));
        long n0 = counts.rows().get(counts.levels().indexOf(control));
        ArmRows rows = table.rows(control, treated);

        List<String> columns = new ArrayList<>(counted);
        columns.addAll(covariates);
        ArmSums sums = new ArmSums(columns);
        PlaceboSplits placebo = new PlaceboSplits(outcomes, new Philox(options.seed(), 0, SPLITS_STREAM));
        RowLottery lottery = new RowLottery(options.seed());
        boolean ranks = options.train() > 0 && !covariates.isEmpty();
        int m = outcomes.size();
        int k = covariates.size();
        RowLottery.Kept kept = new RowLottery.Kept(Math.max(1, options.train()), n1 + n0, 1 + m + k);
        rows.forEach(columns, (n, arm, block) -> {
            sums.add(n, arm, block);
            double[][] ys = new double[m][];
            System.arraycopy(block, 0, ys, 0, m);
            placebo.add(n, arm, ys);
            if (ranks) {
                double[][] own = new double[1 + m + k][];
                own[0] = arm;
                System.arraycopy(block, 0, own, 1, m);
                System.arraycopy(block, block.length - k, own, 1 + m, k);
                for (int i = 0; i < n; i++) {
                    long lot = lottery.next();
                    if (lot >= 0) {
                        kept.offer(lot, own, i);
                    }
                }
            }
        });
        TwoArmStatistics streamed = sums.statistics();
        TwoArmStatistics arms = exact.orElse(streamed);
        lap("summed");
        Map<String, PlaceboSplits.Result> splits = new LinkedHashMap<>();
        outcomes.forEach(outcome -> splits.put(outcome, placebo.result(outcome)));
        Optional<BalanceCheck> balance =
                covariates.isEmpty() ? Optional.empty() : Optional.of(BalanceCheck.of(streamed, covariates));
        Optional<Repetition> repetition = Optional.empty();
        if (!covariates.isEmpty()) {
            repetition = Optional.of(table.repetition(control, treated, covariates, outcomes, arms));
            lap("repeated covariates");
        }
        double share =
                planned.isEmpty() ? n1 / (double) (n1 + n0) : planned(treated) / (planned(treated) + planned(control));
        Optional<UpliftRanking> ranking = Optional.empty();
        if (ranks) {
            double[][] drawn = kept.columns();
            double[][] learned = new double[m + k][];
            System.arraycopy(drawn, 1, learned, 0, m + k);
            List<String> names = new ArrayList<>(outcomes);
            names.addAll(covariates);
            try {
                ranking = Optional.of(new UpliftRanking(
                        names,
                        m,
                        drawn[0],
                        learned,
                        share,
                        new UpliftRanking.Options(options.trees(), options.threads()),
                        options.seed()));
            } catch (EstimationException e) {
                unranked(e);
            }
            lap("forest");
        }
        Map<String, Estimate> adjusted = new LinkedHashMap<>();
        if (!covariates.isEmpty()) {
            StreamedLin lin = new StreamedLin(streamed, outcomes, covariates);
            last(rows, lin, ranking);
            outcomes.forEach(outcome -> adjusted.put(outcome, lin.effect(outcome)));
            lap("adjusted and judged");
        }
        ranking = ranking.filter(this::judged);
        TableFindings findings = new TableFindings(
                table.name(),
                control,
                treated,
                n0,
                n1,
                outcomes,
                Optional.ofNullable(received),
                planned,
                ratio,
                counts.exact(),
                arms,
                balance,
                splits,
                adjusted,
                repetition,
                ranking,
                options.seed(),
                List.of());
        warn(findings);
        return findings.with(cautions);
    }

    /** Whether the ranking can be judged for every outcome; where it cannot, the rest of the report stands. */
    private boolean judged(UpliftRanking ranking) {
        try {
            for (String outcome : outcomes) {
                ranking.rate(outcome).autoc();
            }
            return true;
        } catch (EstimationException e) {
            unranked(e);
            return false;
        }
    }

    private void unranked(EstimationException why) {
        cautions.add(Caution.of("no-ranking", "There is no ranking in this report: " + why.getMessage()));
    }

    /** The last pass: HC2 of the regression, and the rows that were held out. */
    private void last(ArmRows rows, StreamedLin lin, Optional<UpliftRanking> ranking) {
        int m = outcomes.size();
        int k = covariates.size();
        List<String> names = new ArrayList<>(outcomes);
        names.addAll(covariates);
        int[] used = lin.covariates().stream().mapToInt(names::indexOf).toArray();
        RowLottery again = new RowLottery(options.seed());
        double[][] held = new double[m + k][0];
        double[][] own = {new double[0]};
        rows.forEach(names, (n, arm, block) -> {
            double[][] xs = new double[used.length][];
            for (int j = 0; j < used.length; j++) {
                xs[j] = block[used[j]];
            }
            double[][] ys = new double[m][];
            System.arraycopy(block, 0, ys, 0, m);
            lin.add(n, arm, xs, ys);
            if (ranking.isEmpty()) {
                return;
            }
            if (own[0].length < arm.length) {
                own[0] = new double[arm.length];
                for (int j = 0; j < held.length; j++) {
                    held[j] = new double[arm.length];
                }
            }
            int count = 0;
            for (int i = 0; i < n; i++) {
                if (again.next() < 0) {
                    own[0][count] = arm[i];
                    for (int j = 0; j < held.length; j++) {
                        held[j][count] = block[j][i];
                    }
                    count++;
                }
            }
            ranking.get().add(count, own[0], held);
        });
    }

    private String level(Counted counts, Optional<String> asked, int otherwise) {
        if (asked.isEmpty()) {
            return counts.levels().get(otherwise);
        }
        if (!counts.levels().contains(asked.get())) {
            throw new EstimationException(
                    Problem.UNKNOWN_LEVEL,
                    "Column '" + assignment + "' has no level '" + asked.get() + "'.",
                    "Its levels are " + counts.levels().stream().limit(20).toList() + ".");
        }
        return asked.get();
    }

    private void requireTwo(Counted counts, String control, String treated) {
        if (control.equals(treated)) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + assignment + "' has one level, " + control + ", and two arms are compared.",
                    "Name the column of arms.");
        }
        if (counts.levels().size() > 2
                && planned.size() != 2
                && !counts.levels().isEmpty()) {
            cautions.add(Caution.of(
                    "other-arms",
                    "The table has " + counts.levels().size() + " arms, of which " + control + " and " + treated
                            + " are compared; --control and --treated choose others."));
        }
        for (String arm : List.of(control, treated)) {
            if (counts.rows().get(counts.levels().indexOf(arm)) < 20) {
                throw new EstimationException(
                        Problem.TOO_FEW_ROWS,
                        "Arm " + arm + " has "
                                + counts.rows().get(counts.levels().indexOf(arm))
                                + " rows, and a report needs 20 of each arm.",
                        "Collect more rows, or use assay estimate.");
            }
        }
        if (!planned.isEmpty() && !(planned.containsKey(control) && planned.containsKey(treated))) {
            throw new IllegalArgumentException("--shares names the arms " + planned.keySet()
                    + ", and the arms compared are " + control + " and " + treated + ".");
        }
    }

    private double planned(String arm) {
        return Objects.requireNonNull(planned.get(arm));
    }

    private Optional<SampleRatioTest> ratio(Counted counts, String control, String treated) {
        if (planned.isEmpty()) {
            return Optional.empty();
        }
        double p0 = planned(control);
        double p1 = planned(treated);
        return Optional.of(SampleRatioTest.of(
                new long[] {
                    counts.rows().get(counts.levels().indexOf(control)),
                    counts.rows().get(counts.levels().indexOf(treated))
                },
                new double[] {p0 / (p0 + p1), p1 / (p0 + p1)}));
    }

    private void warn(TableFindings found) {
        if (found.ratio().isEmpty()) {
            cautions.add(Caution.of(
                    "no-planned-shares",
                    "The planned shares were not given, so that the sample ratio is not tested: give them by --shares "
                            + found.control() + ":S," + found.treated() + ":S."));
        } else if (found.ratio().get().pValue() < MISMATCH) {
            cautions.add(Caution.of(
                    "sample-ratio-mismatch",
                    "The arms are not in their planned shares: rows are lost or added in one of them. Read no effect before"
                            + " it is known which."));
        }
        found.balance().ifPresent(balance -> {
            if (balance.pValue() < MISMATCH) {
                cautions.add(Caution.of(
                        "covariates-imbalanced",
                        String.format(
                                Locale.ROOT,
                                "Covariates differ between the arms more than chance lets them (p = %.2g); the largest"
                                        + " difference is %.3f standard deviations, of %s.",
                                balance.pValue(),
                                balance.largest().standardised(),
                                balance.largest().covariate())));
            }
        });
        found.splits().forEach((outcome, result) -> {
            if (result.uniformity() < MISMATCH) {
                cautions.add(Caution.of(
                        "placebo-not-uniform",
                        "A/A tests of '" + outcome + "' inside the control arm do not have uniform p-values."));
            }
        });
        found.repetition().ifPresent(repetition -> repeated(found, repetition));
        found.received().ifPresent(d -> {
            if (found.arms().control().mean(found.arms().place(d)) > 0) {
                cautions.add(Caution.of(
                        "two-sided",
                        "Some of control received '" + d
                                + "': the effect on compliers is about those whom the arm moves,"
                                + " and rests on nobody doing the opposite of their arm."));
            }
        });
        found.adjusted().forEach((outcome, lin) -> {
            Estimate raw = found.arms().difference(outcome);
            if (Math.abs(lin.value() - raw.value()) > 5 * raw.stdError()) {
                cautions.add(Caution.of(
                        "adjustment-moves-effect",
                        "Adjustment moves the effect on '" + outcome
                                + "' by more than five standard errors, as chance imbalance does not: the arms were not"
                                + " alike before treatment, or a covariate was measured after it."));
            }
        });
    }

    private void repeated(TableFindings found, Repetition repetition) {
        for (int o = 0; o < outcomes.size(); o++) {
            double row = found.arms().difference(outcomes.get(o)).stdError();
            if (repetition.stdErrors().get(o) > CLUSTERED * row) {
                cautions.add(Caution.of(
                        "rows-repeat",
                        String.format(
                                Locale.ROOT,
                                "%,d rows have %,d different vectors of covariates. If rows with the same vector are one"
                                        + " unit, the standard error for '%s' is %.2f times as large as printed.",
                                repetition.rows(),
                                repetition.vectors(),
                                outcomes.get(o),
                                repetition.stdErrors().get(o) / row)));
            }
        }
    }
}
