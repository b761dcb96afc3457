package assay.harness;

import assay.Interval;
import assay.certificate.ClaimSpec;
import assay.certificate.FamilyMember;
import assay.certificate.FamilyRecord;
import assay.certificate.ScoreKind;
import assay.certificate.Sha256;
import assay.certificate.Verdict;
import assay.dgp.Dgp;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks stored families: bounds and verdicts are recomputed from the members, members from their counts, and one member
 * from its replicates.
 */
final class FamilyCheck {

    private static final double TOLERANCE = 1e-9;

    private final Method<?> method;
    private final List<String> faults = new ArrayList<>();
    private String where = "";

    private FamilyCheck(Method<?> method) {
        this.method = method;
    }

    /** Where stored families disagree with themselves or with what the method asks for; none if all is sound. */
    static List<String> faults(List<FamilyRecord> records, Method<?> method) {
        FamilyCheck check = new FamilyCheck(method);
        if (records.size() != method.families().size()) {
            check.faults.add("families are missing or added");
            return check.faults;
        }
        for (int f = 0; f < records.size(); f++) {
            check.family(f, records.get(f), method.families().get(f));
        }
        return check.faults;
    }

    private void family(int index, FamilyRecord record, Family family) {
        where = "family " + (index + 1) + ", " + record.kind() + " over " + record.world() + ": ";
        KnobSpace space = family.space();
        boolean same = record.kind().equals(family.kind())
                && record.world().equals(space.world().name())
                && record.fixed().equals(space.fixed())
                && record.box().equals(space.box())
                && record.tier() == family.tier()
                && record.claims() == method.claims().size()
                && Double.isNaN(record.tolerated()) != family instanceof Family.Sampled
                && size(family) == record.members().size();
        if (!same) {
            faults.add(where + "not what the catalogue asks for");
            return;
        }
        record.members().forEach(member -> member(record, member));
        if (family instanceof Family.Grid grid) {
            equal(
                    "worlds",
                    space.grid(grid.points()).stream().map(space::varying).toList(),
                    record.members().stream().map(FamilyMember::knobs).toList());
        }
        if (family instanceof Family.Sampled sampled) {
            close("tolerated", sampled.tolerated(), record.tolerated());
            close("share", FamilyVerdict.share(record.members()), record.share());
            close("confidence", FamilyStudy.CONFIDENCE, record.confidence());
        }
        Verdict verdict = FamilyVerdict.of(record.kind(), record.members(), record.claims(), record.tolerated());
        equal("verdict", verdict, record.verdict());
        equal("worst", FamilyVerdict.worst(method, record.tier(), record.members()), record.worst());
    }

    private static int size(Family family) {
        if (family instanceof Family.Grid grid) {
            return grid.space().grid(grid.points()).size();
        }
        return family instanceof Family.Sampled sampled ? sampled.worlds() : 1;
    }

    /** Evidence that depends on the order of scores is left to the audit. */
    private void member(FamilyRecord record, FamilyMember member) {
        Optional<ClaimSpec> claim = FamilyVerdict.claim(method, record.tier(), member);
        boolean counts = member.claimReplicates() <= member.replicates()
                && member.successes() >= 0
                && member.successes() <= member.claimReplicates();
        if (claim.isEmpty() || !counts) {
            faults.add(where + member.knobs() + " has counts that cannot be");
            return;
        }
        if (member.replicates() > 0 && claim.get().kind() == ScoreKind.BERNOULLI) {
            ClaimSpec spec = claim.get();
            double n = member.claimReplicates();
            double sum = member.successes();
            Interval interval = spec.sequence().interval(sum, n);
            Verdict verdict = spec.evidence().verdict(sum, n, spec.epsilon(), spec.refuteEpsilon());
            equal(member.knobs() + " " + member.claim(), verdict, member.verdict());
            close(member.knobs() + " estimate", sum / n, member.estimate());
            close(member.knobs() + " cs_low", interval.lower(), member.csLow());
            close(member.knobs() + " cs_high", interval.upper(), member.csHigh());
        }
    }

    /**
     * Recomputes a member of each family, chosen by the content of the record.
     *
     * @param most members on more replicates are left out, as they would take too long
     * @return the disagreements, and the number of replicates recomputed
     */
    static <R> Outcome audit(List<FamilyRecord> records, Method<R> method, Keys keys, Workers workers, int most) {
        List<String> faults = new ArrayList<>();
        int recomputed = 0;
        for (int f = 0; f < records.size(); f++) {
            FamilyRecord record = records.get(f);
            List<Integer> within = new ArrayList<>();
            for (int i = 0; i < record.members().size(); i++) {
                if (record.members().get(i).replicates() <= most) {
                    within.add(i);
                }
            }
            if (within.isEmpty()) {
                continue;
            }
            double uniform = new Philox(Sha256.key(record.json()), 0, 0).nextDouble();
            int chosen = within.get((int) (uniform * within.size()));
            FamilyMember stored = record.members().get(chosen);
            FamilyMember again = again(method, method.families().get(f), stored, chosen, keys, workers);
            recomputed += stored.replicates();
            // Compared as text: a mean that is not a number is equal to itself there.
            if (!again.toString().equals(stored.toString())) {
                faults.add("family " + (f + 1) + ": recomputed " + again + ", the file says " + stored);
            }
        }
        return new Outcome(faults, recomputed);
    }

    /**
     * What an audit found.
     *
     * @param faults the disagreements
     * @param recomputed replicates that were recomputed
     */
    record Outcome(List<String> faults, int recomputed) {}

    private static <R> FamilyMember again(
            Method<R> method, Family family, FamilyMember stored, int index, Keys keys, Workers workers) {
        Dgp world;
        int budget;
        if (family instanceof Family.Grid grid) {
            world = grid.space().grid(grid.points()).get(index);
            budget = grid.budget();
        } else if (family instanceof Family.Sampled sampled) {
            world = FamilyStudy.draw(sampled, keys, index);
            budget = sampled.budget();
        } else {
            Map<String, String> knobs = new HashMap<>(stored.knobs());
            world = WorldKnobs.with(family.space().world(), knobs);
            budget = ((Family.Attack) family).budget();
        }
        Member<R> member = new Member<>(method, world, family.tier(), budget, keys);
        member.run(workers, stored.replicates());
        return member.record(family.space().varying(world));
    }

    private void equal(String what, Object computed, Object stored) {
        if (!computed.equals(stored)) {
            faults.add(where + what + " is " + computed + ", the file says " + stored);
        }
    }

    private void close(String what, double computed, double stored) {
        if (!(Math.abs(computed - stored) <= TOLERANCE * Math.max(1, Math.abs(computed)))) {
            faults.add(where + what + " is " + computed + ", the file says " + stored);
        }
    }
}
