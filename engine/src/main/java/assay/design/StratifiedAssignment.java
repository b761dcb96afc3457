package assay.design;

import assay.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assignment of a list of units in strata: within each, arms have their shares exactly but for rounding. Units of a stratum are
 * put in the order of their hashes and cut; arms that are due a part of a unit get a whole one with that probability, by
 * systematic sampling from a hash of the stratum. The same list gives the same arms, in whatever order it comes.
 *
 * <p>Another list gives other arms: this is for units that are known when the experiment begins. Analyse with the stratum.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if shares do not sum to 1.
 *
 * @param experiment its name, which is its salt
 * @param arms with their shares
 */
public record StratifiedAssignment(String experiment, List<Arm> arms) {

    public StratifiedAssignment {
        experiment = new SaltedHash(experiment).salt();
        arms = Arm.all(arms);
    }

    /**
     * Assigns a list.
     *
     * @param units identifiers, all different
     * @param strata the stratum of each
     * @return the arm of each, in the order of the list
     * @throws IllegalArgumentException if lengths differ or an identifier occurs twice
     */
    public List<Arm> assign(List<String> units, List<String> strata) {
        if (units.size() != strata.size()) {
            throw new IllegalArgumentException(units.size() + " units have " + strata.size() + " strata");
        }
        Arguments.distinct("unit", units);
        SaltedHash hash = new SaltedHash(experiment + "/stratified");
        SaltedHash left = new SaltedHash(experiment + "/remainder");
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < units.size(); i++) {
            members.computeIfAbsent(strata.get(i), s -> new ArrayList<>()).add(i);
        }
        Arm[] given = new Arm[units.size()];
        members.forEach((stratum, rows) -> {
            List<Integer> ordered = byHash(rows, units, hash);
            int[] counts = counts(ordered.size(), left.share(stratum));
            int next = 0;
            for (int k = 0; k < counts.length; k++) {
                for (int c = 0; c < counts[k]; c++) {
                    given[ordered.get(next++)] = arms.get(k);
                }
            }
        });
        return List.of(given);
    }

    private static List<Integer> byHash(List<Integer> rows, List<String> units, SaltedHash hash) {
        record Keyed(int row, long key, String unit) {}
        return rows.stream()
                .map(row -> new Keyed(row, hash.of(units.get(row)), units.get(row)))
                .sorted((a, b) -> {
                    int order = Long.compareUnsigned(a.key(), b.key());
                    return order != 0 ? order : a.unit().compareTo(b.unit());
                })
                .map(Keyed::row)
                .toList();
    }

    /** Sizes of the arms whose expectation over the start is their share of the units. */
    private int[] counts(int units, double start) {
        int[] counts = new int[arms.size()];
        double edge = 0;
        int whole = 0;
        for (int k = 0; k < counts.length; k++) {
            double due = arms.get(k).share() * units;
            // A share that is a whole number of units but for rounding is that number.
            double rounded = Math.rint(due);
            edge += Math.abs(due - rounded) < 1e-9 * units ? rounded : due;
            int upTo = k == counts.length - 1 ? units : (int) Math.floor(edge + start);
            counts[k] = upTo - whole;
            whole = upTo;
        }
        return counts;
    }
}
