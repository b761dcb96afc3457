package assay.harness;

import assay.Sample;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ClaimRecord;
import assay.certificate.Sha256;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Recomputes blocks of replicates between checkpoints and compares successes. A key from the content of the file
 * chooses the blocks, so that nobody picks them.
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
        double[][] stored = new double[subjects.size()][replication.claims()];
        boolean[][] wanted = new boolean[subjects.size()][replication.claims()];
        for (int s = 0; s < stored.length; s++) {
            for (int c = 0; c < stored[s].length; c++) {
                stored[s][c] = gained(subjects.get(s).get(c), block);
                wanted[s][c] = stored[s][c] >= 0;
            }
        }
        double[][] again = scores(replication, wanted, block, workers);
        recomputed += block.to - block.from;
        for (int s = 0; s < stored.length; s++) {
            for (int c = 0; c < stored[s].length; c++) {
                if (wanted[s][c] && Math.abs(again[s][c] - stored[s][c]) > 1e-9 * block.to) {
                    faults.add(String.format(
                            "%s: replicates %d to %d of %s gave %s, the file says %s",
                            where,
                            block.from + 1,
                            block.to,
                            subjects.get(s).get(c).name(),
                            again[s][c],
                            stored[s][c]));
                }
            }
        }
    }

    private double[][] scores(Replication<R> replication, boolean[][] wanted, Block block, Workers workers) {
        Replicate[] results = new Replicate[block.to - block.from];
        Arrays.setAll(results, i -> new Replicate(wanted.length, replication.claims()));
        workers.each(results.length, i -> replication.compute(block.from + i, wanted, results[i]));
        double[][] sums = new double[wanted.length][replication.claims()];
        for (Replicate result : results) {
            for (int s = 0; s < sums.length; s++) {
                for (int c = 0; c < sums[s].length; c++) {
                    sums[s][c] += wanted[s][c] ? result.scores[s][c] : 0;
                }
            }
        }
        return sums;
    }

    /** Successes that a claim gained in a block, -1 if its checkpoints do not bound it. */
    private static double gained(ClaimRecord claim, Block block) {
        double from = block.from == 0 ? 0 : -1;
        double to = -1;
        for (List<Double> point : claim.checkpoints()) {
            from = point.get(0) == block.from ? point.get(1) : from;
            to = point.get(0) == block.to ? point.get(1) : to;
        }
        return from < 0 || to < 0 ? -1 : to - from;
    }
}
