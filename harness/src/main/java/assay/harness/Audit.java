package assay.harness;

import assay.Sample;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ClaimRecord;
import assay.certificate.ClaimSpec;
import assay.certificate.ControlRecord;
import assay.certificate.FamilyMember;
import assay.certificate.FamilyRecord;
import assay.certificate.RunningEvidence;
import assay.certificate.Sha256;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes blocks of replicates between checkpoints: from the evidence stored at the first they must lead to that of
 * the second, to the bit. A key from the content of the file chooses the blocks, so that nobody picks them.
 *
 * <p>How many depends on what a replicate cost when it was certified. Where even one block would take longer than there is time for, it is
 * recomputed for one subject alone, the method or one of its controls, in the world as it is or in that without an effect; the key chooses
 * those too, and of two blocks that it draws the one with fewer rows is taken.
 *
 * @param <R> what the estimator answers
 */
final class Audit<R> {

    private final Method<R> method;
    private final Certificate certificate;
    private final Keys keys;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
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

    /** What was left out of blocks for want of time; empty if nothing was. */
    List<String> parts() {
        return parts;
    }

    /**
     * Recomputes blocks.
     *
     * @param count how many at most
     * @param seconds processor time to spend, by what a replicate cost when it was certified
     */
    void run(int count, double seconds, Workers workers) {
        Philox random = new Philox(Sha256.key(CertificateFiles.text(certificate)), 0, 0);
        double price = price(certificate);
        double spent = 0;
        List<Block> left = new ArrayList<>(blocks);
        for (int i = 0; i < count && !left.isEmpty(); i++) {
            Block block = left.get((int) (random.nextDouble() * left.size()));
            if (i == 0 && price * (block.to - block.from) > seconds) {
                Block other = left.get((int) (random.nextDouble() * left.size()));
                block = work(other) < work(block) ? other : block;
            }
            left.remove(block);
            spent += price * (block.to - block.from);
            if (spent > seconds && i > 0) {
                return;
            }
            if (block.cell < certificate.cells().size()) {
                cell(block, spent > seconds ? random : null, workers);
            } else {
                realTable(block, workers);
            }
        }
    }

    /** Rows that are drawn for a block; on a real table, as many as there are replicates. */
    private long work(Block block) {
        int n = block.cell < certificate.cells().size()
                ? certificate.cells().get(block.cell).n()
                : 1;
        return (long) n * (block.to - block.from);
    }

    /** Processor time that a replicate took, with its controls, when the certificate was made. */
    static double price(Certificate certificate) {
        long replicates = 0;
        for (CellRecord cell : certificate.cells()) {
            replicates += cell.replicates();
        }
        for (FamilyRecord family : certificate.families()) {
            for (FamilyMember member : family.members()) {
                replicates += member.replicates();
            }
        }
        return certificate.provenance().cpuSeconds() / Math.max(1, replicates);
    }

    private void cell(Block block, @Nullable Philox part, Workers workers) {
        CellRecord record = certificate.cells().get(block.cell);
        Replication<R> replication =
                Certifier.replication(method, method.cells().get(block.cell), keys);
        List<List<ClaimRecord>> subjects = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of(certificate.method()));
        subjects.add(record.claims());
        for (ControlRecord control : record.controls()) {
            subjects.add(control.claims());
            names.add(control.kind() + " " + control.name());
        }
        compare(record.id(), replication, names, subjects, block, part, workers);
    }

    /** On a real table there is only the method, and no effect. */
    private void realTable(Block block, Workers workers) {
        method.realTable().ifPresent(table -> {
            Sample sample = table.sample().get();
            List<ClaimRecord> claims = certificate.realTable().orElseThrow().claims();
            compare(
                    table.dataset(),
                    Certifier.replication(method, table, sample, keys),
                    List.of(certificate.method()),
                    List.of(claims),
                    block,
                    null,
                    workers);
        });
    }

    private void compare(
            String where,
            Replication<R> replication,
            List<String> names,
            List<List<ClaimRecord>> subjects,
            Block block,
            @Nullable Philox part,
            Workers workers) {
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
        if (part != null) {
            String kept = keepOne(names, wanted, part);
            parts.add((block.to - block.from) + " replicates of " + kept + " in " + where);
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

    private record Part(int subject, Arena arena) {}

    /** Leaves one subject in one arena wanted, and names them. */
    private String keepOne(List<String> names, boolean[][] wanted, Philox random) {
        List<Arena> arenas = method.claims().stream().map(Claim::arena).toList();
        Set<Part> possible = new LinkedHashSet<>();
        for (int s = 0; s < wanted.length; s++) {
            for (int c = 0; c < wanted[s].length; c++) {
                if (wanted[s][c]) {
                    possible.add(new Part(s, arenas.get(c)));
                }
            }
        }
        Part chosen = List.copyOf(possible).get((int) (random.nextDouble() * possible.size()));
        for (int s = 0; s < wanted.length; s++) {
            for (int c = 0; c < wanted[s].length; c++) {
                wanted[s][c] &= chosen.equals(new Part(s, arenas.get(c)));
            }
        }
        return names.get(chosen.subject) + (chosen.arena == Arena.NULL ? " without an effect" : "");
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
