package assay.harness;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;

/**
 * What is assigned as a whole.
 *
 * @param groups the rows of each unit
 * @param name the units in words
 * @param withinPeriods whether arms vary within periods, so that they are drawn within each
 */
record Units(Groups groups, String name, boolean withinPeriods) {

    static Units of(Sample sample, Groups arm) {
        if (sample.has(Role.BLOCK)) {
            return blocks(sample, arm);
        }
        if (sample.has(Role.CLUSTER)) {
            return clustered(sample, arm, Role.CLUSTER);
        }
        if (sample.has(Role.UNIT) && Groups.of(sample.column(Role.UNIT)).count() < sample.size()) {
            return clustered(sample, arm, Role.UNIT);
        }
        if (sample.has(Role.TIME)) {
            Groups time = Groups.of(sample.column(Role.TIME));
            if (time.count() < sample.size()) {
                return time.firstSplitBy(arm) < 0
                        ? new Units(time, "periods", false)
                        : new Units(Groups.rows(sample.size()), "rows", true);
            }
        }
        return new Units(Groups.rows(sample.size()), "rows", false);
    }

    private static Units blocks(Sample sample, Groups arm) {
        Groups block = Groups.of(sample.column(Role.BLOCK));
        Groups unit = sample.has(Role.CLUSTER) ? block.cross(Groups.of(sample.column(Role.CLUSTER))) : block;
        int split = unit.firstSplitBy(arm);
        if (split < 0) {
            return new Units(unit, "blocks", false);
        }
        throw new EstimationException(
                Problem.MIXED_BLOCK,
                "Rows of block '" + unit.label(split) + "' (column '"
                        + sample.column(Role.BLOCK).name()
                        + "') are in different arms; a block has one toss of the coin.",
                "Correct the column, or name the market with --cluster if blocks are numbered within markets.");
    }

    private static Units clustered(Sample sample, Groups arm, Role role) {
        Groups cluster = Groups.of(sample.column(role));
        int split = cluster.firstSplitBy(arm);
        String many = role == Role.CLUSTER ? "clusters" : "units";
        if (split < 0) {
            return cluster.count() == sample.size()
                    ? new Units(Groups.rows(sample.size()), "rows", false)
                    : new Units(cluster, many, false);
        }
        if (sample.has(Role.TIME)) {
            Groups time = Groups.of(sample.column(Role.TIME));
            if (time.firstSplitBy(arm) < 0) {
                return new Units(time, "periods", false);
            }
            Groups cells = cluster.cross(time);
            int cell = cells.firstSplitBy(arm);
            if (cell < 0) {
                return new Units(cells, "cells of cluster and period", false);
            }
            throw mixed(sample, role, cells.label(cell), "nor are whole cells of cluster and period");
        }
        throw mixed(sample, role, cluster.label(split), "so it was not assigned as a whole");
    }

    private static EstimationException mixed(Sample sample, Role role, String label, String so) {
        return new EstimationException(
                Problem.NOT_IDENTIFIED,
                "Rows of " + role.code() + " '" + label + "' (column '"
                        + sample.column(role).name() + "') are in different arms, " + so
                        + "; labels cannot be drawn again by " + role.code() + ".",
                "Leave --" + role.code() + " out if single rows were assigned, add --time if the arm changed over time,"
                        + " or correct the column.");
    }

    /** The kind of design in one word or two. */
    String kind(Sample sample) {
        boolean strata = sample.has(Role.STRATUM);
        return switch (name) {
            case "rows" -> withinPeriods ? "by time" : strata ? "stratified" : "simple";
            case "clusters", "units" -> strata ? "stratified clusters" : "clustered";
            default -> "switchback";
        };
    }
}
