package assay.harness;

import assay.Sample;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.RunningEvidence;
import assay.certificate.Sha256;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recomputes blocks of replicates between checkpoints: from the evidence stored at the first they must lead to that of
 * the second, to the bit. A key from the content of the file chooses the blocks, so that nobody picks them.
 *
 * @param <R> what the estimator answers
 */
final class Audit<R> {

    private final Method<R> method;
    private final Certificate certificate;
    private final Keys keys;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int recomputed;

    Audit(Method<R> method, Certificate certificate, Keys keys) {
        this.method = method;
        this.certificate = certificate;
        this.keys = keys;
        for (int c = 0; c < certificate.cells().size(); c++) {
            addBlocks(c, certificate.cells().get(c).claims());
        }
        certificate.realTable().ifPresent(real -> addBlocks(certificate.cells().size(), real.claims()));
    }

    /** Replicates from one checkpoint of the longest claim to the next. */
    private record Block(int cell, int from, int to) {}

    private void addBlocks(int cell, List<ClaimRecord> claims) {
        List<List<Double>> longest = List.of();
        for (ClaimRecord claim : claims) {
            longest = claim.checkpoints().size() > longest.size() ? claim.checkpoints() : longest;
        }
        int from = 0;
        for (List<Double> point : longest) {
            int to = point.get(0).intValue();
            blocks.add(new Block(cell, from, to));
            from = to;
        }
    }

    List<String> faults() {
        return faults;
    }

    int recomputed() {
        return recomputed;
    }

    void run(int count, Workers workers) {
        Philox random = new Philox(Sha256.key(CertificateFiles.text(certificate)), 0, 0);
        List<Block> left = new ArrayList<>(blocks);
        for (int i = 0; i < count && !left.isEmpty(); i++) {
            Block block = left.remove((int) (random.nextDouble() * left.size()));
            if (block.cell < certificate.cells().size()) {
                cell(block, workers);
            } else {
                realTable(block, workers);
            }
        }
    }

    private void cell(Block block, Workers workers) {
        CellRecord record = certificate.cells().get(block.cell);
        Replication<R> replication =
                Certifier.replication(method, method.cells().get(block.cell), keys);
        List<List<ClaimRecord>> subjects = new ArrayList<>();
        subjects.add(record.claims());
        record.controls().forEach(control -> subjects.add(control.claims()));
        compare(record.id(), replication, subjects, block, workers);
    }

    private void realTable(Block block, Workers workers) {
        method.realTable().ifPresent(table -> {
            Sample sample = table.sample().get();
            List<ClaimRecord> claims = certificate.realTable().orElseThrow().claims();
            compare(
                    table.dataset(),
                    Certifier.replication(method, table, sample, keys),
                    List.of(claims),
                    block,
                    workers);
        });
    }

    private void compare(
            String where, Replication<R> replication, List<List<ClaimRecord>> subjects, Block block, Workers workers) {
        RunningEvidence[][] again = new RunningEvidence[subjects.size()][replication.claims()];
        boolean[][] wanted = new boolean[subjects.size()][replication.claims()];
        for (int s = 0; s < again.length; s++) {
            for (int c = 0; c < again[s].length; c++) {
                ClaimRecord claim = subjects.get(s).get(c);
                Optional<List<Double>> start = checkpoint(claim, block.from);
                wanted[s][c] = start.isPresent() && checkpoint(claim, block.to).isPresent();
                ClaimSpec spec = claim.spec(claim.replicates());
                again[s][c] = start.filter(point -> !point.isEmpty())
                        .map(spec::resume)
                        .orElseGet(spec::start);
            }
        }
        rerun(replication, wanted, block, again, workers);
        recomputed += block.to - block.from;
        for (int s = 0; s < again.length; s++) {
            for (int c = 0; c < again[s].length; c++) {
                ClaimRecord claim = subjects.get(s).get(c);
                List<Double> found = again[s][c].checkpoint();
                Optional<List<Double>> stored = checkpoint(claim, block.to);
                if (wanted[s][c] && !stored.orElseThrow().equals(found)) {
                    faults.add(String.format(
                            "%s: replicates %d to %d of %s gave %s, the file says %s",
                            where, block.from + 1, block.to, claim.name(), found, stored.orElseThrow()));
                }
            }
        }
    }

    /** Adds the scores of a block, in replicate order, to the evidence that was stored at its start. */
    private void rerun(
            Replication<R> replication, boolean[][] wanted, Block block, RunningEvidence[][] again, Workers workers) {
        Replicate[] results = new Replicate[block.to - block.from];
        Arrays.setAll(results, i -> new Replicate(wanted.length, replication.claims()));
        workers.each(results.length, i -> replication.compute(block.from + i, wanted, results[i]));
        for (Replicate result : results) {
            for (int s = 0; s < again.length; s++) {
                for (int c = 0; c < again[s].length; c++) {
                    if (wanted[s][c]) {
                        again[s][c].add(result.scores[s][c]);
                    }
                }
            }
        }
    }

    /** What a claim stored after so many replicates: nothing but an empty list at the start. */
    private static Optional<List<Double>> checkpoint(ClaimRecord claim, int replicates) {
        return replicates == 0
                ? Optional.of(List.of())
                : claim.checkpoints().stream()
                        .filter(point -> point.get(0) == replicates)
                        .findFirst();
    }
}
