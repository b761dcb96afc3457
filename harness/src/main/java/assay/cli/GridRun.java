package assay.cli;

import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.ClaimRecord;
import assay.certificate.CodeDigest;
import assay.certificate.Diagnostics;
import assay.certificate.Provenance;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import assay.harness.Certifier;
import assay.harness.Method;
import assay.harness.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the cells of a topic by the certifier, each alone, so that any one can be run again. */
final class GridRun {

    /** The same bar for all methods of a topic, in reach of each. */
    static final Tier TIER = Tier.C;

    private static final int INTERVALS = 60;

    private final CodeDigest code = CodeDigest.ofProject();
    private final int threads;

    GridRun(int threads) {
        this.threads = threads;
    }

    /** Runs every cell but those of an earlier grid that are about the same code and need no more replicates. */
    Grid run(GridTopic topic, Optional<Grid> earlier, Consumer<Grid.Cell> progress) {
        List<Grid.Cell> cells = new ArrayList<>();
        for (GridTopic.Contender method : topic.methods()) {
            for (GridTopic.Value value : topic.values()) {
                Optional<Grid.Cell> kept = earlier.flatMap(grid -> kept(grid, method, value));
                Grid.Cell cell = kept.orElseGet(() -> cell(method, value));
                if (kept.isEmpty()) {
                    progress.accept(cell);
                }
                cells.add(cell);
            }
        }
        return new Grid(
                Grid.SCHEMA,
                topic.name(),
                topic.title(),
                topic.question(),
                topic.seeing(),
                topic.knob(),
                topic.headline(),
                TIER.name(),
                TIER.maximum(),
                Certifier.EPOCH,
                false,
                topic.values(),
                topic.methods().stream()
                        .map(m -> new Grid.Contender(m.name(), m.title(), m.catalogue(), m.stance()))
                        .toList(),
                cells);
    }

    private static Optional<Grid.Cell> kept(Grid grid, GridTopic.Contender method, GridTopic.Value value) {
        return grid.cells().stream()
                .filter(cell -> cell.method().equals(method.name()) && cell.at() == value.at())
                .filter(cell -> grid.budget() == TIER.maximum() || cell.replicates() < grid.budget())
                .filter(cell -> isCurrent(method.at().apply(value.at()), cell, grid.epoch()))
                .findFirst();
    }

    Grid.Cell cell(GridTopic.Contender contender, GridTopic.Value value) {
        Method<?> method = contender.at().apply(value.at());
        Certificate certificate = new Certifier(threads).certify(method, code);
        CellRecord record = certificate.cells().get(0);
        Diagnostics d = record.diagnostics();
        Provenance provenance = certificate.provenance();
        return new Grid.Cell(
                contender.name(),
                value.at(),
                record.id(),
                record.verdict().name(),
                record.replicates(),
                record.failures(),
                Grid.rounded(d.truth()),
                Grid.rounded(d.meanEstimate()),
                Grid.rounded(d.bias()),
                Grid.rounded(d.biasMcse()),
                Grid.rounded(d.sd()),
                Grid.rounded(d.meanSe()),
                record.claims().stream().map(GridRun::claim).toList(),
                record.figures().estimateQuantiles().stream().map(Grid::rounded).toList(),
                record.figures().intervals().stream()
                        .limit(INTERVALS)
                        .map(row -> row.stream().map(Grid::rounded).toList())
                        .toList(),
                provenance.codeDigest(),
                String.join(" ", provenance.worldDigests().values()),
                provenance.specDigest());
    }

    private static Grid.Claim claim(ClaimRecord claim) {
        return new Grid.Claim(
                claim.name(),
                claim.statement(),
                claim.nominal(),
                claim.threshold(),
                claim.replicates(),
                Grid.rounded(claim.estimate()),
                Grid.rounded(claim.csLow()),
                Grid.rounded(claim.csHigh()),
                claim.verdict().name());
    }

    /** Whether a stored grid is about the code, the worlds, the claims and the topic as they are now. */
    static boolean isCurrent(GridTopic topic, Grid stored) {
        List<Grid.Contender> methods = topic.methods().stream()
                .map(m -> new Grid.Contender(m.name(), m.title(), m.catalogue(), m.stance()))
                .toList();
        if (stored.epoch() != Certifier.EPOCH
                || stored.budget() != TIER.maximum()
                || !stored.values().equals(topic.values())
                || !stored.methods().equals(methods)
                || stored.cells().size() != methods.size() * topic.values().size()) {
            return false;
        }
        return stored.cells().stream()
                .allMatch(cell -> isCurrent(
                        topic.contender(cell.method())
                                .at()
                                .apply(topic.value(cell.at()).at()),
                        cell,
                        stored.epoch()));
    }

    private static boolean isCurrent(Method<?> method, Grid.Cell cell, int epoch) {
        return Standing.isCurrent(method, asCertificate(method, cell, epoch));
    }

    /** What a certificate of the cell says of where it comes from. */
    private static Certificate asCertificate(Method<?> method, Grid.Cell cell, int epoch) {
        Map<String, String> worlds = Map.of(method.cells().get(0).world().name(), cell.worldDigest());
        return new Certificate(
                Certificate.SCHEMA,
                method.name(),
                method.title(),
                method.estimator().target().code(),
                Map.of(),
                TIER,
                0.95,
                TIER.maximum(),
                Verdict.valueOf(cell.verdict()),
                "",
                List.of(),
                List.of(),
                null,
                null,
                new Provenance(cell.codeDigest(), worlds, cell.specDigest(), epoch, "", "", "", "", "", "", 0, 0));
    }
}
