package assay.data;

import assay.streamed.ArmStatistics;
import assay.streamed.TwoArmStatistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The query behind {@link Repetition}. Vectors are told apart by a 64-bit hash: two of ten million different ones share theirs with
 * probability 3e-6. By vector the rows and sums of both arms are kept, and the sum over vectors of their squared influence,
 * {@code (a - m1 n1) / N1 - (b - m0 n0) / N0}, follows from sums of their products.
 */
record RepetitionQuery(
        String from, String treated, List<String> covariates, List<String> outcomes, List<String> outcomeColumns) {

    /** The sums of products of a, n1, b, n0 of an outcome. */
    private static final String[] PAIRS = {
        "a%d * a%d",
        "a%d * n1",
        "n1 * n1",
        "b%d * b%d",
        "b%d * n0",
        "n0 * n0",
        "a%d * b%d",
        "a%d * n0",
        "n1 * b%d",
        "n1 * n0"
    };

    Repetition run(LargeTable table, TwoArmStatistics arms, int megabytes, int threads) {
        StringBuilder inner =
                new StringBuilder("SELECT hash(" + String.join(", ", covariates) + ") AS h, count(*) FILTER (WHERE "
                        + treated + ")::DOUBLE AS n1, count(*) FILTER (WHERE NOT " + treated + ")::DOUBLE AS n0");
        StringBuilder outer = new StringBuilder("SELECT count(*)");
        for (int o = 0; o < outcomes.size(); o++) {
            String y = "CAST(" + outcomeColumns.get(o) + " AS DOUBLE)";
            inner.append(", coalesce(sum(" + y + ") FILTER (WHERE " + treated + "), 0) AS a" + o);
            inner.append(", coalesce(sum(" + y + ") FILTER (WHERE NOT " + treated + "), 0) AS b" + o);
            for (String pair : PAIRS) {
                outer.append(", sum(" + pair.replace("%d", Integer.toString(o)) + ")");
            }
        }
        String sql = outer + " FROM (" + inner + " FROM " + from + " GROUP BY h)";
        try (ScanDatabase duck = ScanDatabase.sums(threads, megabytes);
                ResultSet found = duck.query(sql)) {
            found.next();
            long vectors = found.getLong(1);
            List<Double> errors = new ArrayList<>();
            for (int o = 0; o < outcomes.size(); o++) {
                double[] sums = new double[PAIRS.length];
                for (int p = 0; p < sums.length; p++) {
                    sums[p] = found.getDouble(2 + o * PAIRS.length + p);
                }
                errors.add(stdError(sums, arms, arms.place(outcomes.get(o)), (double) vectors));
            }
            return new Repetition(arms.rows(), vectors, outcomes, errors);
        } catch (SQLException e) {
            throw table.failure(e);
        }
    }

    private static double stdError(double[] sums, TwoArmStatistics arms, int j, double vectors) {
        ArmStatistics one = arms.treated();
        ArmStatistics two = arms.control();
        double m1 = one.mean(j);
        double m0 = two.mean(j);
        double n1 = one.rows();
        double n0 = two.rows();
        double treated = (sums[0] - 2 * m1 * sums[1] + m1 * m1 * sums[2]) / (n1 * n1);
        double control = (sums[3] - 2 * m0 * sums[4] + m0 * m0 * sums[5]) / (n0 * n0);
        double both = (sums[6] - m0 * sums[7] - m1 * sums[8] + m0 * m1 * sums[9]) / (n1 * n0);
        double n = n1 + n0;
        return Math.sqrt((treated + control - 2 * both) * vectors / (vectors - 1) * (n - 1) / (n - 2));
    }
}
