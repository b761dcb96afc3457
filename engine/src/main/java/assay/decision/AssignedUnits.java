package assay.decision;

import assay.Caution;
import assay.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The units of an experiment: every eligible user once, in the arm that it was assigned to first. Who was logged in two arms counts
 * where it was first, as intention to treat asks, and is left out where both were logged at the same time; how many there are is
 * said, and judged by the checks of trust.
 */
final class AssignedUnits {

    private final int[] rows;
    private final int[] arms;
    private final List<Caution> cautions;

    private AssignedUnits(int[] rows, int[] arms, List<Caution> cautions) {
        this.rows = rows;
        this.arms = arms;
        this.cautions = cautions;
    }

    static AssignedUnits of(ExperimentPlan plan, ExperimentLog log) {
        return new Reader(plan, log).read();
    }

    /** Rows of the log, one for each unit, in the order of the log; not to be written to. */
    int[] rows() {
        return rows;
    }

    /** For each unit the index of its variant in the plan; not to be written to. */
    int[] arms() {
        return arms;
    }

    /** Units of a variant. */
    int count(int arm) {
        int count = 0;
        for (int a : arms) {
            count += a == arm ? 1 : 0;
        }
        return count;
    }

    List<Caution> cautions() {
        return cautions;
    }

    /** Finds the row by which each user counts. */
    private static final class Reader {
        private final ExperimentLog log;
        private final boolean[] eligible;
        private final int[] variant;
        private final int[] first;
        private final boolean[] crossed;
        private final boolean[] undecided;
        private int ineligible;
        private int unknown;
        private int repeated;

        Reader(ExperimentPlan plan, ExperimentLog log) {
            this.log = log;
            eligible = Eligibility.of(plan, log);
            List<String> names = plan.variants().stream().map(Variant::name).toList();
            variant = log.arms().levels().stream().mapToInt(names::indexOf).toArray();
            int users = log.users().levels().size();
            first = new int[users];
            Arrays.fill(first, -1);
            crossed = new boolean[users];
            undecided = new boolean[users];
        }

        AssignedUnits read() {
            int[] users = log.users().codes();
            for (int row = 0; row < users.length; row++) {
                if (!eligible[row]) {
                    ineligible++;
                } else if (users[row] < 0 || arm(row) < 0) {
                    unknown++;
                } else {
                    add(users[row], row);
                }
            }
            int[] rows = new int[users.length];
            int[] arms = new int[users.length];
            int count = 0;
            for (int row = 0; row < users.length; row++) {
                int user = users[row];
                if (user >= 0 && first[user] == row && !undecided[user]) {
                    rows[count] = row;
                    arms[count++] = arm(row);
                }
            }
            return new AssignedUnits(Arrays.copyOf(rows, count), Arrays.copyOf(arms, count), cautions());
        }

        private int arm(int row) {
            int code = log.arms().codes()[row];
            return code < 0 ? -1 : variant[code];
        }

        private void add(int user, int row) {
            int before = first[user];
            if (before < 0) {
                first[user] = row;
                return;
            }
            repeated++;
            int order = Double.compare(log.assigned()[row], log.assigned()[before]);
            if (arm(row) != arm(before)) {
                crossed[user] = true;
                undecided[user] = order == 0 || (order > 0 && undecided[user]);
            } else if (order < 0) {
                undecided[user] = false;
            }
            if (order < 0 || (order == 0 && preferred(row, before))) {
                first[user] = row;
            }
        }

        /** Between rows of one time, whatever their order in the log, the same one is taken. */
        private boolean preferred(int row, int before) {
            int order = Double.compare(log.triggered()[row], log.triggered()[before]);
            order = order != 0 ? order : Double.compare(log.exposed()[row], log.exposed()[before]);
            order = order != 0 ? order : Double.compare(log.observedUntil()[before], log.observedUntil()[row]);
            for (double[] values : log.outcomes().values()) {
                order = order != 0 ? order : Double.compare(values[row], values[before]);
            }
            for (double[] values : log.histories().values()) {
                order = order != 0 ? order : Double.compare(values[row], values[before]);
            }
            for (Column.Categorical group : log.groups().values()) {
                order = order != 0 ? order : Integer.compare(group.codes()[row], group.codes()[before]);
            }
            return order < 0;
        }

        private List<Caution> cautions() {
            List<Caution> cautions = new ArrayList<>();
            if (ineligible > 0) {
                cautions.add(Caution.of(
                        "not-eligible",
                        ineligible + " rows are about users outside the audience or excluded, and are left out."));
            }
            if (unknown > 0) {
                cautions.add(Caution.of(
                        "unknown-arm", unknown + " rows name no user or no variant of the plan, and are left out."));
            }
            if (repeated > 0) {
                cautions.add(Caution.of(
                        "repeated-users", repeated + " rows repeat a user, who counts once, as first assigned."));
            }
            int both = count(crossed);
            if (both > 0) {
                cautions.add(Caution.of(
                        "crossed-users",
                        both + " users were assigned to more than one arm and count in the first; " + count(undecided)
                                + " of them were assigned to both at the same time and are left out."));
            }
            return cautions;
        }

        private static int count(boolean[] flags) {
            int count = 0;
            for (boolean flag : flags) {
                count += flag ? 1 : 0;
            }
            return count;
        }
    }
}
