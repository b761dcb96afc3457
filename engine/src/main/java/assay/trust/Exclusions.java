package assay.trust;

import assay.Column;
import assay.condition.Condition;
import assay.condition.Kind;
import assay.condition.Schema;
import assay.trust.TrustFinding.Consequence;
import assay.trust.TrustFinding.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether those whom the contract leaves out, bots, staff, people without consent, are out; and whether somebody is flagged as such whom
 * the contract does not leave out.
 */
record Exclusions() implements TrustCheck {

    private static final Pattern QUOTED = Pattern.compile("'((?:[^']|'')*)'");

    /** Flags by their usual names, and the value that leaves out. */
    private static final Map<String, Double> FLAGS = Map.of("is_bot", 1.0, "is_internal", 1.0, "has_consent", 0.0);

    private static final CheckCard CARD = new CheckCard(
            "exclusions-applied",
            Consequence.INVALIDATES,
            "Leave out bots, staff and people without consent by the contract, before anything is compared.");

    @Override
    public TrustFinding check(Study study) {
        int seen = 0;
        long inside = 0;
        String which = "";
        for (Condition exclusion : study.plan().exclusions()) {
            if (!columns(study).containsAll(exclusion.columns())) {
                continue;
            }
            seen++;
            long matching = matching(study, exclusion);
            if (matching > inside) {
                inside = matching;
                which = exclusion.text();
            }
        }
        int n = study.log().size();
        if (inside > 0) {
            return CARD.finding(
                    State.FAIL, which, inside, Double.NaN, inside + " of " + n + " rows are to be left out, as " + which + ", and are not.");
        }
        String flag = unnamedFlag(study);
        if (!flag.isEmpty()) {
            return CARD.finding(
                    State.WARN, flag, Double.NaN, Double.NaN, "Rows are flagged by '" + flag + "', and the contract does not leave them out.");
        }
        return seen == 0
                ? CARD.notApplicable("The log has no column that the contract leaves users out by.")
                : CARD.finding(State.PASS, "all", 0, Double.NaN, "Nobody is in who is to be left out.");
    }

    private static List<String> columns(Study study) {
        List<String> columns = new ArrayList<>(study.log().histories().keySet());
        columns.addAll(study.log().groups().keySet());
        return columns;
    }

    private static long matching(Study study, Condition exclusion) {
        TreeSet<String> named = new TreeSet<>();
        Matcher quoted = QUOTED.matcher(exclusion.text());
        while (quoted.find()) {
            named.add(quoted.group(1).replace("''", "'"));
        }
        LogSchema schema = new LogSchema(study, named);
        List<String> wanted = List.copyOf(exclusion.columns());
        int n = study.log().size();
        double[][] block = new double[wanted.size()][];
        for (int j = 0; j < block.length; j++) {
            block[j] = schema.values(wanted.get(j), n);
        }
        boolean[] matches = new boolean[n];
        exclusion.on(schema, wanted).evaluate(n, block, matches);
        long count = 0;
        for (boolean match : matches) {
            count += match ? 1 : 0;
        }
        return count;
    }

    private static String unnamedFlag(Study study) {
        for (Map.Entry<String, Double> flag : new java.util.TreeMap<>(FLAGS).entrySet()) {
            double[] values = study.log().histories().get(flag.getKey());
            boolean named = study.plan().exclusions().stream().anyMatch(e -> e.columns().contains(flag.getKey()));
            if (values != null && !named) {
                for (double value : values) {
                    if (value == flag.getValue()) {
                        return flag.getKey();
                    }
                }
            }
        }
        return "";
    }

    /** The columns of a log as conditions see them: a text that no row has is no mistake. */
    private record LogSchema(Study study, TreeSet<String> named) implements Schema {
        @Override
        public List<String> columns() {
            return Exclusions.columns(study);
        }

        @Override
        public Kind kind(String column) {
            return study.log().histories().containsKey(column) ? Kind.NUMBER : Kind.TEXT;
        }

        @Override
        public List<String> levels(String column) {
            TreeSet<String> levels = new TreeSet<>(named);
            Column.Categorical text = study.log().groups().get(column);
            if (text != null) {
                levels.addAll(text.levels());
            }
            return List.copyOf(levels);
        }

        private double[] values(String column, int n) {
            double[] numbers = study.log().histories().get(column);
            if (numbers != null) {
                return numbers;
            }
            Column.Categorical text = study.log().group(column);
            List<String> levels = levels(column);
            double[] codes = new double[n];
            for (int i = 0; i < n; i++) {
                int code = text.codes()[i];
                codes[i] = code < 0 ? Double.NaN : levels.indexOf(text.levels().get(code));
            }
            return codes;
        }
    }
}
