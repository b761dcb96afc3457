package assay.experiment;

import assay.EstimationException;
import assay.Problem;
import java.util.List;
import java.util.Set;

/** The design as the data show it: what the model is built from. */
final class Plan {

    final Analysis analysis;
    final Source source;
    final List<String> columns;
    final Arms assigned;
    final Arms received;
    final Compliance compliance;
    final List<Covariate> covariates;
    final int clusters;
    final long rows;
    final long dropped;

    private final Scan scan;
    private final long[][] counts;
    private final int fewestClusters;

    private Plan(Analysis analysis, Scan scan) {
        this.analysis = analysis;
        this.scan = scan;
        this.source = scan.source;
        this.columns = scan.columns;
        this.rows = scan.rows();
        this.dropped = scan.dropped();
        double[] values = scan.assignedValues().sorted();
        this.assigned = Arms.of(
                source,
                columns.get(scan.assignedAt),
                values,
                analysis.experiment().control().orElse(""));
        requireChance();
        this.received = scan.receivedAt < 0
                ? assigned
                : Arms.received(
                        source,
                        columns.get(scan.receivedAt),
                        scan.receivedValues().sorted(),
                        assigned);
        this.counts = counts(values);
        this.compliance = Compliance.of(counts);
        this.covariates = scan.covariates();
        for (int arm = 0; arm < counts.length; arm++) {
            if (rows(arm) < 2) {
                throw new EstimationException(
                        Problem.TOO_FEW_ROWS,
                        "Arm '" + assigned.label(arm) + "' of column '" + assigned.column() + "' has " + rows(arm)
                                + " row; a variance needs two.",
                        "Collect more data, or merge arms.");
            }
        }
        this.clusters = scan.clusterAt < 0 ? 0 : scan.clusterValues().size();
        this.fewestClusters = clusters == 0 ? 0 : fewestClusters(values);
        scan.clusterValues().renumber();
    }

    private Plan(Plan plan, List<Covariate> covariates) {
        this.analysis = plan.analysis;
        this.source = plan.source;
        this.columns = plan.columns;
        this.assigned = plan.assigned;
        this.received = plan.received;
        this.compliance = plan.compliance;
        this.covariates = covariates;
        this.clusters = plan.clusters;
        this.rows = plan.rows;
        this.dropped = plan.dropped;
        this.scan = plan.scan;
        this.counts = plan.counts;
        this.fewestClusters = plan.fewestClusters;
    }

    /** The same design without some covariates. */
    Plan without(Set<Covariate> left) {
        return new Plan(
                this,
                covariates.stream()
                        .filter(covariate -> !left.contains(covariate))
                        .toList());
    }

    /** Passes over the rows of an analysis once, to see its design. */
    static Plan of(Analysis analysis) {
        return new Plan(analysis, new Scan(analysis));
    }

    private void requireChance() {
        if (scan.certain() && assigned.count() == 2) {
            throw new EstimationException(
                    Problem.PROPENSITY_RANGE,
                    "Propensity '" + columns.get(scan.propensityAt)
                            + "' is 1 in some row; a unit that could not have been in the other arm has no counterfactual.",
                    "Give probabilities strictly between 0 and 1, or leave such rows out.");
        }
    }

    private long[][] counts(double[] values) {
        long[][] all = new long[assigned.count()][assigned.count()];
        for (double z : values) {
            int found = scan.assignedValues().number(z);
            if (scan.receivedAt < 0) {
                all[assigned.of(z)][assigned.of(z)] = scan.count(found, found);
                continue;
            }
            for (double d : scan.receivedValues().sorted()) {
                all[assigned.of(z)][received.of(d)] =
                        scan.count(found, scan.receivedValues().number(d));
            }
        }
        return all;
    }

    private int fewestClusters(double[] values) {
        int fewest = Integer.MAX_VALUE;
        for (double z : values) {
            int count = scan.clusterValues().flagged(scan.assignedValues().number(z));
            if (count < 2) {
                throw new EstimationException(
                        Problem.TOO_FEW_CLUSTERS,
                        "Arm '" + assigned.label(assigned.of(z)) + "' lies in one cluster of column '"
                                + columns.get(scan.clusterAt)
                                + "': what is due to the arm cannot be told from what is due to the cluster.",
                        "Use the column of the groups that were assigned as a whole, at least two for each arm.");
            }
            fewest = Math.min(fewest, count);
        }
        return fewest;
    }

    /** Rows assigned to an arm. */
    long rows(int arm) {
        long sum = 0;
        for (long count : counts[arm]) {
            sum += count;
        }
        return sum;
    }

    /** The smallest number of clusters that hold rows of an arm; 0 without clusters. */
    int fewestClusters() {
        return fewestClusters;
    }

    /** Independent units: clusters, or rows. */
    double units() {
        return clusters > 0 ? clusters : rows;
    }

    boolean weighted() {
        return scan.propensityAt >= 0;
    }

    int[] outcomesAt() {
        return scan.outcomesAt;
    }

    double outcomeMean(int outcome) {
        return scan.outcomeMean(outcome);
    }

    double[] levels(String column) {
        return scan.levels(column);
    }

    int assigned(double[][] raw, int row) {
        return assigned.of(raw[scan.assignedAt][row]);
    }

    int received(double[][] raw, int row) {
        return scan.receivedAt < 0 ? assigned(raw, row) : received.of(raw[scan.receivedAt][row]);
    }

    /** 1 / P(assigned as observed). */
    double weight(double[][] raw, int row) {
        double e = raw[scan.propensityAt][row];
        return 1 / (assigned.count() == 2 && assigned(raw, row) == 0 ? 1 - e : e);
    }

    int cluster(double[][] raw, int row) {
        return scan.clusterValues().number(raw[scan.clusterAt][row]);
    }
}
