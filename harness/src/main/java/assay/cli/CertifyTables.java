package assay.cli;

import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.ControlRecord;
import java.util.List;

/** What a certification found, as printed: a row for each cell, then a row for each method. */
final class CertifyTables {

    private final Rows cells = new Rows("method", "cell", "role", "replicates", "coverage", "verdict", "controls");
    private final Rows methods =
            new Rows("method", "verdict", "cells", "replicates", "budget", "cpu_seconds", "wall_seconds");

    void add(Certificate certificate) {
        for (CellRecord cell : certificate.cells()) {
            cells.add(
                    certificate.method(),
                    cell.id(),
                    cell.role(),
                    cell.replicates(),
                    cell.claims().get(0).estimate(),
                    cell.verdict().name(),
                    controls(cell));
        }
        certificate
                .realTable()
                .ifPresent(real -> cells.add(
                        certificate.method(),
                        real.dataset(),
                        "real",
                        real.claims().get(0).replicates(),
                        null,
                        real.verdict().name(),
                        ""));
        methods.add(
                certificate.method(),
                certificate.verdict().name(),
                certificate.cells().size() + (certificate.realTable().isPresent() ? 1 : 0),
                certificate.replicates(),
                certificate.budget(),
                certificate.provenance().cpuSeconds(),
                certificate.provenance().wallSeconds());
    }

    private static String controls(CellRecord cell) {
        if (cell.controls().isEmpty()) {
            return "";
        }
        List<String> broken = cell.controls().stream()
                .filter(c -> !c.holds())
                .map(ControlRecord::name)
                .toList();
        return broken.isEmpty() ? "all " + cell.controls().size() + " as required" : "not as required: " + broken;
    }

    String text() {
        return cells.format(Format.TABLE) + "\n" + methods.format(Format.TABLE);
    }
}
