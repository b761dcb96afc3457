package assay.cli;

import assay.Estimate;
import assay.Interval;
import assay.PolicyResult;
import assay.Sample;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.policy.PolicyFile;
import assay.policy.PolicyStudy;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A learned policy as a report.
 *
 * @param study the policy, learned and judged
 * @param policy the same with the columns it takes
 * @param sample the sample
 * @param level of intervals
 */
record PolicyReport(PolicyStudy study, PolicyFile policy, Sample sample, double level) {

    private static final int WIDTH = 110;

    String format(Format format) {
        return switch (format) {
            case CSV -> values().format(Format.CSV);
            case JSON -> Rows.toJson(json());
            case TABLE, MD -> text(format);
        };
    }

    private String text(Format format) {
        boolean md = format == Format.MD;
        StringBuilder out = new StringBuilder(md ? "# Whom to treat\n\n" : "");
        out.append("learned from ")
                .append(sample.size() - study.judged().length)
                .append(" rows, judged on ")
                .append(study.judged().length)
                .append(" others (")
                .append(sample.dropped())
                .append(" dropped); seed: ")
                .append(policy.origin().seed())
                .append('\n');
        out.append(md ? "\n## The policy\n\n" : "\nThe policy\n");
        policy.rules().forEach(rule -> out.append(md ? "- " : "  ").append(rule).append('\n'));
        out.append('\n').append(rules().format(format));
        out.append(md ? "\n## What it is worth, net of costs\n\n" : "\nWhat it is worth, net of costs\n");
        out.append(values().format(format)).append('\n');
        sentences().forEach(sentence -> out.append(Wrap.at(sentence, WIDTH)).append(md ? "\n" : ""));
        certificates().forEach(line -> out.append(line).append(md ? "  \n" : "\n"));
        return out.toString();
    }

    /** Each leaf: what leads to it, its action, and the share of the judged rows that come to it. */
    Rows rules() {
        Rows rows = new Rows("leaf", "rule", "action", "share");
        int[] leaf = policy.tree().leavesOf(study.judgedColumns(), study.judged().length);
        List<String> conditions = policy.conditions();
        for (int l = 0; l < conditions.size(); l++) {
            int count = 0;
            for (int of : leaf) {
                count += of == l ? 1 : 0;
            }
            rows.add(
                    l + 1,
                    conditions.get(l),
                    study.actions().get(policy.tree().leafAction(l)),
                    count / (double) leaf.length);
        }
        return rows;
    }

    /** The value of the policy, of each action for all, the gains, and what the best of the class might gain. */
    Rows values() {
        Rows rows = new Rows("term", "estimate", "std_error", "conf_low", "conf_high", "conf_level");
        add(rows, study.value());
        for (int a = 0; a < study.actions().size(); a++) {
            add(rows, study.constant(a));
        }
        for (int a = 0; a < study.actions().size(); a++) {
            add(rows, study.gain(a));
        }
        add(rows, study.regret());
        return rows;
    }

    private void add(Rows rows, Estimate estimate) {
        Interval interval = estimate.inference().interval(level);
        rows.add(estimate.term(), estimate.value(), estimate.stdError(), interval.lower(), interval.upper(), level);
    }

    /** What it comes to. */
    List<String> sentences() {
        List<String> actions = study.actions();
        int best = study.bestConstant();
        Estimate regret = study.regret();
        List<String> treated = new ArrayList<>();
        double[] shares = study.shares();
        double spent = 0;
        for (int a = 0; a < shares.length; a++) {
            treated.add(String.format(Locale.ROOT, "'%s' to %.1f %%", actions.get(a), 100 * shares[a]));
            spent += shares[a] * policy.costs().get(a);
        }
        List<String> sentences = new ArrayList<>();
        sentences.add("In plain words: the policy is worth " + said(study.value())
                + " per unit, net of costs, on units that it"
                + " had not seen. It gives " + String.join(", ", treated)
                + (spent > 0 ? String.format(Locale.ROOT, ", and spends %.4g per unit", spent) : "")
                + ". Of single actions '" + actions.get(best)
                + "' for all was best by the rows that were learned from; the"
                + " policy gains " + said(study.gain(best)) + " over that.");
        sentences.add(String.format(
                Locale.ROOT,
                "Regret: the best rule of the same kind that can be found for the judged rows is worth %.4g more on them"
                        + " (standard error %.2g). It was chosen for doing well there, so that this flatters it: the true"
                        + " shortfall is less on average.",
                regret.value(),
                regret.stdError()));
        return sentences;
    }

    private String said(Estimate estimate) {
        Interval interval = estimate.inference().interval(level);
        return Rows.brief(estimate.value()) + " [" + Rows.brief(interval.lower()) + ", " + Rows.brief(interval.upper())
                + "]";
    }

    /** What is certified, read against these data. */
    List<String> certificates() {
        List<String> lines = new ArrayList<>();
        String name = study.actions().size() == 2 ? "policy-value" : "policy-value-multi-arm";
        Catalog.find(name).ifPresent(method -> lines.addAll(reading(method)));
        Catalog.find("policy-gain")
                .ifPresent(method -> lines.add("certificate of policy-gain, of two arms: "
                        + Badge.of(method).verdict()));
        return lines;
    }

    @SuppressWarnings("unchecked") // Both methods answer with the value of a policy.
    private List<String> reading(Method<?> method) {
        PolicyResult result = study.result(method.name());
        Badge.Reading reading = Badge.of(method).readOther((Method<PolicyResult>) method, sample, result);
        List<String> lines = new ArrayList<>();
        lines.add("certificate of " + method.name() + ": " + reading.summary());
        reading.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/policy/1");
        root.addProperty("n", sample.size());
        root.addProperty("judged", study.judged().length);
        root.addProperty("best_constant", study.actions().get(study.bestConstant()));
        root.add("rules", rules().json());
        root.add("values", values().json());
        root.add("policy", JsonParser.parseString(policy.toJson()));
        root.add("summary", strings(sentences()));
        root.add("certificates", strings(certificates()));
        JsonArray cautions = new JsonArray();
        study.cautions().forEach(caution -> {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            cautions.add(one);
        });
        root.add("cautions", cautions);
        return root;
    }

    private static JsonArray strings(List<String> lines) {
        JsonArray array = new JsonArray();
        lines.forEach(line -> array.add(line.strip()));
        return array;
    }
}
