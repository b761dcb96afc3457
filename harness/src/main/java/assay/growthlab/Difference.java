package assay.growthlab;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * A rule of that engine that differs from the native one.
 *
 * @param rule short name
 * @param theirs what it does
 * @param ours what the native rules do
 * @param here what that changed in this experiment; empty if nothing
 */
record Difference(String rule, String theirs, String ours, String here) {

    JsonObject json() {
        return new Values()
                .put("rule", rule)
                .put("growthlab", theirs)
                .put("assay", ours)
                .put("matters_here", !here.isEmpty())
                .put("here", here.isEmpty() ? null : here)
                .done();
    }

    static JsonArray json(List<Difference> differences) {
        JsonArray array = new JsonArray();
        differences.forEach(difference -> array.add(difference.json()));
        return array;
    }

    /** A page: first what matters here, then the rest. */
    static String markdown(String headline, List<Difference> differences) {
        StringBuilder page = new StringBuilder("# Where the rules of GrowthLab and Assay part\n\n" + headline + "\n");
        for (boolean matters : new boolean[] {true, false}) {
            page.append(matters ? "\n## What changed here\n\n" : "\n## Rules that differ and changed nothing here\n\n");
            boolean none = true;
            for (Difference one : differences) {
                if (one.here().isEmpty() != matters) {
                    none = false;
                    page.append("- **")
                            .append(one.rule())
                            .append("** GrowthLab: ")
                            .append(one.theirs());
                    page.append(" Assay: ").append(one.ours());
                    page.append(matters ? " Here: " + one.here() : "").append('\n');
                }
            }
            page.append(none ? "None.\n" : "");
        }
        return page.toString();
    }
}
