package assay.harness;

import assay.certificate.AaRecord;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ClaimRecord;
import assay.certificate.ControlRecord;
import assay.certificate.Provenance;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What has changed from one certificate to another, in words. */
public final class CertificateDiff {

    private final List<Change> changes = new ArrayList<>();
    private boolean worse;

    private CertificateDiff() {}

    /**
     * One change.
     *
     * @param aspect {@code code}, {@code setting}, {@code evidence}, {@code verdict}, {@code cell}, {@code machine} or
     *     {@code figures}
     * @param where what has changed: a part of the certificate, a cell, a claim
     * @param before as it was, empty if it was not there
     * @param after as it is, empty if it is gone
     * @param sentence the change in words
     */
    public record Change(String aspect, String where, String before, String after, String sentence) {}

    /**
     * Compares two certificates.
     *
     * @param before one
     * @param after the other
     * @return the comparison
     */
    public static CertificateDiff of(Certificate before, Certificate after) {
        CertificateDiff diff = new CertificateDiff();
        diff.settings(before, after);
        diff.provenance(before.provenance(), after.provenance());
        diff.verdict("verdict", before.verdict(), after.verdict());
        diff.cells(before, after);
        diff.realTable(before, after);
        if (!before.families().equals(after.families())) {
            diff.add("evidence", "families", "", "", "What is shown of families of worlds differs.");
        }
        if (!Objects.equals(before.powerCurve(), after.powerCurve())) {
            diff.add("evidence", "power curve", "", "", "The power curve differs.");
        }
        boolean same = CertificateFiles.digest(before).equals(CertificateFiles.digest(after));
        if (diff.changes.isEmpty() && !same) {
            diff.add("figures", "figures", "", "", "Diagnostics, descriptors or figures differ; no count does.");
        }
        return diff;
    }

    /**
     * The changes.
     *
     * @return none if the two differ in nothing but the clock
     */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /**
     * Whether a verdict of the certificate, a cell or the real table is worse than before: from certified to inconclusive,
     * refuted, void.
     *
     * @return true if one is
     */
    public boolean isWorse() {
        return worse;
    }

    private void settings(Certificate before, Certificate after) {
        value("setting", "method", before.method(), after.method());
        value("setting", "schema", before.schema(), after.schema());
        value("setting", "title", before.title(), after.title());
        value("setting", "estimand", before.estimand(), after.estimand());
        value("setting", "options", before.options(), after.options());
        value("setting", "tier", before.tier(), after.tier());
        value("setting", "level", before.level(), after.level());
        value("setting", "budget", before.budget(), after.budget());
        value("setting", "statement", before.statement(), after.statement());
    }

    private void provenance(Provenance before, Provenance after) {
        digest("the estimator's code", before.codeDigest(), after.codeDigest());
        digest("the claims, the controls or the code that weighs them", before.specDigest(), after.specDigest());
        Map<String, String> worlds = new LinkedHashMap<>(before.worldDigests());
        after.worldDigests().forEach(worlds::putIfAbsent);
        for (String world : worlds.keySet()) {
            digest(
                    "the code of the world " + world,
                    before.worldDigests().getOrDefault(world, ""),
                    after.worldDigests().getOrDefault(world, ""));
        }
        value("setting", "epoch", before.epoch(), after.epoch());
        value("setting", "version", before.version(), after.version());
        value("machine", "Java", before.java() + ", " + before.vm(), after.java() + ", " + after.vm());
        value("machine", "system", before.os() + ", " + before.arch(), after.os() + ", " + after.arch());
    }

    private void digest(String what, String before, String after) {
        if (!before.equals(after)) {
            String change = before.isEmpty() ? "is new" : after.isEmpty() ? "is gone" : "has changed";
            add("code", what, before, after, sentence("%s %s.", what, change));
        }
    }

    private void cells(Certificate before, Certificate after) {
        Map<String, CellRecord> left = new LinkedHashMap<>();
        after.cells().forEach(cell -> left.put(cell.id(), cell));
        for (CellRecord old : before.cells()) {
            CellRecord now = left.remove(old.id());
            if (now == null) {
                add("cell", old.id(), old.verdict().name(), "", sentence("The cell %s is gone.", old.id()));
            } else {
                cell(old, now);
            }
        }
        left.values()
                .forEach(cell -> add(
                        "cell",
                        cell.id(),
                        "",
                        cell.verdict().name(),
                        sentence("The cell %s is new: %s.", cell.id(), cell.verdict())));
    }

    private void cell(CellRecord before, CellRecord after) {
        String id = before.id();
        value("setting", id + ": role", before.role(), after.role());
        value("setting", id + ": knobs", before.knobs(), after.knobs());
        verdict(id, before.verdict(), after.verdict());
        value("evidence", id + ": replicates", before.replicates(), after.replicates());
        value("evidence", id + ": failures", before.failures(), after.failures());
        claims(id, before.claims(), after.claims());
        Map<String, ControlRecord> left = new LinkedHashMap<>();
        after.controls().forEach(control -> left.put(control.name(), control));
        for (ControlRecord old : before.controls()) {
            ControlRecord now = left.remove(old.name());
            String where = id + ": " + old.name();
            if (now == null) {
                add("cell", where, old.verdict().name(), "", sentence("The control %s is gone.", where));
            } else {
                value("verdict", where, old.verdict(), now.verdict());
                claims(where, old.claims(), now.claims());
            }
        }
        left.values()
                .forEach(control -> add(
                        "cell",
                        id + ": " + control.name(),
                        "",
                        control.verdict().name(),
                        sentence("The control %s: %s is new.", id, control.name())));
    }

    private void realTable(Certificate before, Certificate after) {
        AaRecord old = before.realTable().orElse(null);
        AaRecord now = after.realTable().orElse(null);
        if (old != null && now != null) {
            value("setting", "real table", old.dataset(), now.dataset());
            value("setting", "real table: description", old.description(), now.description());
            value("setting", "real table: rows", old.rows(), now.rows());
            value("evidence", now.dataset() + ": failures", old.failures(), now.failures());
            verdict(now.dataset(), old.verdict(), now.verdict());
            claims(now.dataset(), old.claims(), now.claims());
        } else if (old != null || now != null) {
            value("cell", "real table", old == null ? "none" : old.dataset(), now == null ? "none" : now.dataset());
        }
    }

    private void claims(String where, List<ClaimRecord> before, List<ClaimRecord> after) {
        Map<String, ClaimRecord> left = new LinkedHashMap<>();
        after.forEach(claim -> left.put(claim.name(), claim));
        for (ClaimRecord old : before) {
            String what = where + ": " + old.name();
            ClaimRecord now = left.remove(old.name());
            if (now == null) {
                add("cell", what, old.verdict().name(), "", sentence("The claim %s is gone.", what));
            } else {
                claim(what, old, now);
            }
        }
        left.keySet()
                .forEach(name ->
                        add("cell", where + ": " + name, "", "", sentence("The claim %s: %s is new.", where, name)));
    }

    private void claim(String what, ClaimRecord before, ClaimRecord after) {
        value("setting", what + ": threshold", before.threshold(), after.threshold());
        value("setting", what + ": chance of certifying wrongly", before.epsilon(), after.epsilon());
        value("setting", what + ": chance of refuting wrongly", before.refuteEpsilon(), after.refuteEpsilon());
        if (before.replicates() == after.replicates()
                && before.successes() == after.successes()
                && before.verdict() == after.verdict()) {
            return;
        }
        boolean together = before.csLow() <= after.csHigh() && after.csLow() <= before.csHigh();
        String verdicts = before.verdict() == after.verdict()
                ? "still " + after.verdict()
                : before.verdict() + " became " + after.verdict();
        add(
                before.verdict() == after.verdict() ? "evidence" : "verdict",
                what,
                brief(before),
                brief(after),
                sentence(
                        "%s: %s; %s, then %s: the two intervals are %s.",
                        what, verdicts, brief(before), brief(after), together ? "compatible" : "not compatible"));
    }

    private static String brief(ClaimRecord claim) {
        return sentence(
                "%.4f (%.4f to %.4f) on %d replicates",
                claim.estimate(), claim.csLow(), claim.csHigh(), claim.replicates());
    }

    private void verdict(String where, Verdict before, Verdict after) {
        value("verdict", where, before, after);
        worse |= worth(after) < worth(before);
    }

    private static int worth(Verdict verdict) {
        return switch (verdict) {
            case CERTIFIED -> 3;
            case INCONCLUSIVE, STALE -> 2;
            case REFUTED -> 1;
            case VOID -> 0;
        };
    }

    private void value(String aspect, String where, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            String reading = sentence("%s: %s, then %s.", where, before, after);
            add(aspect, where, String.valueOf(before), String.valueOf(after), reading);
        }
    }

    private void add(String aspect, String where, String before, String after, String sentence) {
        String capital = sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
        changes.add(new Change(aspect, where, before, after, capital));
    }

    private static String sentence(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
