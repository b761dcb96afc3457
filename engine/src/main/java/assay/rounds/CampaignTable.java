package assay.rounds;

import assay.Arguments;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The log of a campaign as the columns of a sample: the round as time, the segment as stratum, the arm as assignment, one column of
 * propensities for each arm in the order of its levels. A second column of strata holds the cell.
 */
final class CampaignTable {

    /** What a log needs. */
    static final Set<Role> NEEDS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.PROPENSITY, Role.TIME, Role.STRATUM);

    private static final double TOLERANCE = 1e-6;

    private final double[] outcome;
    private final Levels arm;
    private final Levels round;
    private final Levels segment;
    private final boolean[] floor;
    private final double[][] propensity;

    private CampaignTable(
            double[] outcome, Levels arm, Levels round, Levels segment, boolean[] floor, double[][] propensity) {
        this.outcome = outcome;
        this.arm = arm;
        this.round = round;
        this.segment = segment;
        this.floor = floor;
        this.propensity = propensity;
    }

    /** Values of a column by their place among its levels. */
    private static final class Levels {

        private final int[] codes;
        private final List<String> names;

        Levels(int[] codes, List<String> names) {
            this.codes = codes;
            this.names = List.copyOf(names);
        }

        static Levels of(Column column) {
            if (column instanceof Column.Categorical categorical) {
                return of(categorical);
            }
            double[] values = ((Column.Numeric) column).values();
            double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
            int[] codes = new int[values.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = Arrays.binarySearch(distinct, values[i]);
            }
            return new Levels(
                    codes, Arrays.stream(distinct).mapToObj(Levels::plain).toList());
        }

        /** Levels that no row has are left out. */
        private static Levels of(Column.Categorical column) {
            int[] place = new int[column.levels().size()];
            for (int i = 0; i < column.size(); i++) {
                place[column.codes()[i]] = 1;
            }
            List<String> names = new ArrayList<>();
            for (int level = 0; level < place.length; level++) {
                if (place[level] == 1) {
                    place[level] = names.size();
                    names.add(column.levels().get(level));
                }
            }
            int[] codes = new int[column.size()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = place[column.codes()[i]];
            }
            return new Levels(codes, names);
        }

        private static String plain(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }

        int count() {
            return names.size();
        }

        int[] codes() {
            return codes;
        }

        List<String> names() {
            return names;
        }
    }

    static CampaignTable of(Sample sample, int discovery) {
        sample.require(NEEDS);
        Column assignment = sample.column(sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT);
        Levels arm = Levels.of(assignment);
        Levels round = Levels.of(sample.column(Role.TIME));
        List<Column> strata = sample.columns(Role.STRATUM);
        Levels segment = Levels.of(strata.get(0));
        List<Column> chances = sample.columns(Role.PROPENSITY);
        if (arm.count() < 2) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + assignment.name() + "' has a single arm.",
                    "A campaign compares arms with control; give the rows of all arms.");
        }
        if (chances.size() != arm.count()) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "There are " + chances.size() + " columns of propensities for the " + arm.count() + " arms "
                            + arm.names() + ".",
                    "Give one for each arm, in the order of the arms: --propensity p0,p1,...");
        }
        if (round.count() <= discovery) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "The log has " + round.count() + " rounds, and " + discovery
                            + " of them served to find the segments.",
                    "Evidence comes from later rounds: wait for one.");
        }
        double[][] propensity = new double[chances.size()][];
        for (int k = 0; k < propensity.length; k++) {
            if (!(chances.get(k) instanceof Column.Numeric numeric)) {
                throw new EstimationException(
                        Problem.NOT_NUMERIC,
                        "Column '" + chances.get(k).name() + "' is propensity but holds text.",
                        "Give the chance of each arm as a number.");
            }
            propensity[k] = numeric.values();
        }
        return new CampaignTable(sample.outcome(), arm, round, segment, floors(strata), propensity);
    }

    /** Which rows are in a cell of the floors; none where no column says so. */
    private static boolean[] floors(List<Column> strata) {
        boolean[] floors = new boolean[strata.get(0).size()];
        if (strata.size() < 2) {
            return floors;
        }
        Levels levels = Levels.of(strata.get(1));
        boolean[] floor = new boolean[levels.count()];
        for (int level = 0; level < floor.length; level++) {
            String name = levels.names().get(level);
            try {
                floor[level] = Cell.of(name).floor();
            } catch (IllegalArgumentException e) {
                throw new EstimationException(
                        Problem.UNKNOWN_LEVEL,
                        "Column '" + strata.get(1).name() + "' holds '" + name + "', which is no cell.",
                        "Cells are control, explore and optimised.");
            }
        }
        for (int i = 0; i < floors.length; i++) {
            floors[i] = floor[levels.codes()[i]];
        }
        return floors;
    }

    int size() {
        return outcome.length;
    }

    List<String> arms() {
        return arm.names();
    }

    List<String> segments() {
        return segment.names();
    }

    /** The evidence after the last round. */
    Evidence evidence(int discovery, OutcomeRange range, CampaignLevels levels) {
        int rounds = round.count();
        int[][] rows = rows(rounds);
        long visitors = 0;
        for (int r = discovery; r < rounds; r++) {
            visitors += rows[r].length;
        }
        EvidenceRule rule = new EvidenceRule(discovery, rounds - discovery, visitors, range, levels);
        Evidence evidence = new Evidence(rule, segment.count(), arm.count());
        for (int r = 0; r < rounds; r++) {
            RoundTotals totals = evidence.open(r, propensities(r, rows[r]));
            for (int i : rows[r]) {
                if (range.bounded() && !range.contains(outcome[i])) {
                    throw new EstimationException(
                            Problem.UNSUITABLE_METHOD,
                            "The outcome of row " + (i + 1) + " is " + outcome[i] + ", outside the range from "
                                    + range.low() + " to " + range.high() + " that evidence bets on.",
                            "Give the range that the outcome has, or none.");
                }
                totals.add(segment.codes()[i], arm.codes()[i], floor[i], outcome[i]);
            }
            evidence.close(totals);
        }
        return evidence;
    }

    private int[][] rows(int rounds) {
        int[] count = new int[rounds];
        for (int r : round.codes()) {
            count[r]++;
        }
        int[][] rows = new int[rounds][];
        for (int r = 0; r < rounds; r++) {
            rows[r] = new int[count[r]];
        }
        Arrays.fill(count, 0);
        for (int i = 0; i < outcome.length; i++) {
            int r = round.codes()[i];
            rows[r][count[r]++] = i;
        }
        return rows;
    }

    /** The chances of a round: the same for all visitors of a segment. */
    private double[][] propensities(int of, int[] rows) {
        double[][] chances = new double[segment.count()][arm.count()];
        boolean[] seen = new boolean[chances.length];
        for (int i : rows) {
            int s = segment.codes()[i];
            double sum = 0;
            for (int k = 0; k < arm.count(); k++) {
                double chance = propensity[k][i];
                sum += chance;
                if (!seen[s]) {
                    chances[s][k] = chance;
                } else if (!(Math.abs(chances[s][k] - chance) <= TOLERANCE)) {
                    throw new EstimationException(
                            Problem.PROPENSITY_RANGE,
                            "In round " + round.names().get(of) + " the visitors of segment "
                                    + segment.names().get(s) + " have the chances " + chances[s][k] + " and "
                                    + chance + " (row " + (i + 1) + ") of arm '"
                                    + arm.names().get(k) + "'.",
                            "A campaign assigns a segment as one: name the segments within which chances were equal.");
                }
            }
            if (!(Math.abs(sum - 1) <= 1e-3)) {
                throw new EstimationException(
                        Problem.PROPENSITY_RANGE,
                        "The chances of the arms in row " + (i + 1) + " sum to " + sum + ", not to 1.",
                        "Give one column for each arm, in the order of the arms " + arm.names() + ".");
            }
            seen[s] = true;
        }
        for (int s = 0; s < chances.length; s++) {
            if (!seen[s]) {
                Arrays.fill(chances[s], 1.0 / arm.count());
            }
        }
        return chances;
    }

    /** Checks the number of rounds of discovery. */
    static int discovery(int discovery) {
        return Arguments.atLeast("rounds of discovery", discovery, 1);
    }
}
