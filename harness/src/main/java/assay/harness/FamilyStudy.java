package assay.harness;

import assay.EstimationException;
import assay.certificate.CodeDigest;
import assay.certificate.ErrorRates;
import assay.certificate.FailingShare;
import assay.certificate.FamilyMember;
import assay.certificate.FamilyRecord;
import assay.certificate.Sha256;
import assay.certificate.Verdict;
import assay.dgp.Dgp;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Certifies a method in families of worlds (certification.md J4).
 *
 * <ul>
 *   <li>A grid is certified when every world is, with no correction: if the claims fail in any one world, that one is
 *       certified with probability at most {@link ErrorRates#BADGE}. Batches go to the world whose weakest claim has the
 *       lowest lower confidence bound (LUCB; Kalyanakrishnan et al. 2012, ICML); the bounds hold at all times at once,
 *       so that choosing by them costs nothing.
 *   <li>Of worlds drawn from a box, {@link FailingShare} bounds the share that fail.
 *   <li>An attack looks for the worst world on keys of its own, then certifies there on the keys of certificates.
 * </ul>
 *
 * <p>Records are the same on any number of threads. They are reported beside the badge and are no part of it.
 */
public final class FamilyStudy {

    /** Confidence with which the share of failing worlds is bounded. */
    public static final double CONFIDENCE = 0.99;

    private FamilyStudy() {}

    /**
     * Runs one family, as of the current code.
     *
     * @param method the method
     * @param family the family
     * @param epoch public counter
     * @param threads how many threads share out the replicates
     * @param progress told the replicates so far, after every batch and after every world of a sample
     * @param <R> what the estimator answers
     * @return the record, whatever the verdict
     * @throws IllegalArgumentException if the method cannot be run on the world
     */
    public static <R> FamilyRecord run(Method<R> method, Family family, int epoch, int threads, LongConsumer progress) {
        Digests digests = new Digests(CodeDigest.ofProject());
        Keys keys = Keys.of(digests.code(), epoch, digests.spec(method), digests.estimator(method.estimator()));
        tryOut(method, family, keys);
        try (Workers workers = new Workers(threads)) {
            return run(method, family, keys, workers, progress);
        }
    }

    /** Draws and estimates once, so that a world that lacks a role is told of and not refuted. */
    private static <R> void tryOut(Method<R> method, Family family, Keys keys) {
        Dgp world = family.space().world();
        Streams streams = keys.streams(Sha256.key("trial\n" + keys.world(world)), 0);
        try {
            method.estimator().estimate(world.draw(streams).observed(), streams.estimator());
        } catch (EstimationException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The method '" + method.name() + "' cannot run on the world '" + world.name() + "': "
                            + e.getMessage(),
                    e);
        }
    }

    static <R> FamilyRecord run(Method<R> method, Family family, Keys keys, Workers workers, LongConsumer progress) {
        if (family instanceof Family.Grid grid) {
            return grid(method, grid, keys, workers, progress);
        }
        if (family instanceof Family.Sampled sampled) {
            return sampled(method, sampled, keys, workers, progress);
        }
        return attack(method, (Family.Attack) family, keys, workers, progress);
    }

    private static <R> FamilyRecord grid(
            Method<R> method, Family.Grid family, Keys keys, Workers workers, LongConsumer progress) {
        List<Dgp> worlds = family.space().grid(family.points());
        List<Member<R>> members = new ArrayList<>();
        for (Dgp world : worlds) {
            members.add(new Member<>(method, world, family.tier(), family.budget(), keys));
        }
        int left = family.budget();
        List<Member<R>> open = new ArrayList<>(members);
        while (left > 0 && !open.isEmpty()) {
            Member<R> next = open.stream()
                    .min(Comparator.comparingDouble(Member::lowest))
                    .orElseThrow();
            left += next.replicates();
            next.advance(workers, left - next.replicates());
            left -= next.replicates();
            progress.accept(family.budget() - left);
            if (next.verdict() == Verdict.REFUTED) {
                break;
            }
            open.removeIf(member -> !member.open());
        }
        List<FamilyMember> records = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            records.add(members.get(i).record(family.space().varying(worlds.get(i))));
        }
        String statement = String.format(
                Locale.ROOT,
                "The %d claims are made in each of the %d worlds of a grid over %s. If any failed in any of them, all would "
                        + "be certified with probability at most %s, however long we had run; if none failed, any would "
                        + "be refuted with probability at most %.1e.",
                method.claims().size(),
                members.size(),
                family.space().words(),
                ErrorRates.BADGE,
                ErrorRates.REFUTE * method.claims().size() * members.size());
        return record(method, family, statement, 0, 0, records);
    }

    private static <R> FamilyRecord sampled(
            Method<R> method, Family.Sampled family, Keys keys, Workers workers, LongConsumer progress) {
        List<FamilyMember> records = new ArrayList<>();
        long spent = 0;
        for (int i = 0; i < family.worlds(); i++) {
            Dgp world = draw(family, keys, i);
            Member<R> member = new Member<>(method, world, family.tier(), family.budget(), keys);
            member.run(workers, family.budget());
            records.add(member.record(family.space().varying(world)));
            spent += member.replicates();
            progress.accept(spent);
        }
        int missed = (int)
                records.stream().filter(m -> m.verdict() != Verdict.CERTIFIED).count();
        String statement = String.format(
                Locale.ROOT,
                "Of %d worlds drawn from the uniform law on %s, %d were not certified at an error of %s: with confidence "
                        + "%s, the claims fail in at most %.2f %% of the worlds of this law.",
                family.worlds(),
                family.space().words(),
                missed,
                ErrorRates.BADGE,
                CONFIDENCE,
                100 * FailingShare.upper(missed, family.worlds(), 1 - CONFIDENCE, ErrorRates.BADGE));
        return record(method, family, statement, 0, 0, records);
    }

    /** A world of a sample. A larger sample begins with the worlds of a smaller one. */
    static Dgp draw(Family.Sampled family, Keys keys, int index) {
        return family.space().sample(key("sample", family, keys), index);
    }

    private static long key(String purpose, Family family, Keys keys) {
        return Sha256.key(purpose + " of family\n" + keys.estimatorKey() + '\n' + keys.epoch() + '\n' + family.space());
    }

    private static <R> FamilyRecord attack(
            Method<R> method, Family.Attack family, Keys keys, Workers workers, LongConsumer progress) {
        AttackSearch<R> search = new AttackSearch<>(method, family, keys, key("attack", family, keys));
        Dgp worst = search.worst(workers);
        progress.accept(search.replicates());
        Member<R> member = new Member<>(method, worst, family.tier(), family.budget(), keys);
        while (member.open()) {
            member.advance(workers, CellRunner.BATCH);
            progress.accept(search.replicates() + member.replicates());
        }
        FamilyMember record = member.record(family.space().varying(worst));
        String statement = String.format(
                Locale.ROOT,
                "A search over %s tried %d worlds with %d replicates and found the weakest claim to do worst at %s. "
                        + "On fresh keys that world is %s: were the claims true there, it would be refuted with probability "
                        + "at most %.1e, and were one false, certified with probability at most %s. Other worlds may be "
                        + "worse than the search has found.",
                family.space().words(),
                search.worlds(),
                search.replicates(),
                record.knobs(),
                record.verdict(),
                ErrorRates.REFUTE * method.claims().size(),
                ErrorRates.BADGE);
        return record(method, family, statement, search.worlds(), search.replicates(), List.of(record));
    }

    private static FamilyRecord record(
            Method<?> method,
            Family family,
            String statement,
            int attackWorlds,
            long attackReplicates,
            List<FamilyMember> members) {
        boolean sampled = family instanceof Family.Sampled;
        double tolerated = family instanceof Family.Sampled sample ? sample.tolerated() : Double.NaN;
        int claims = method.claims().size();
        return new FamilyRecord(
                family.kind(),
                family.space().world().name(),
                family.space().fixed(),
                family.space().box(),
                family.tier(),
                claims,
                statement,
                FamilyVerdict.of(family.kind(), members, claims, tolerated),
                sampled ? FamilyVerdict.share(members) : Double.NaN,
                sampled ? CONFIDENCE : Double.NaN,
                tolerated,
                attackWorlds,
                attackReplicates,
                FamilyVerdict.worst(method, family.tier(), members),
                members);
    }
}
