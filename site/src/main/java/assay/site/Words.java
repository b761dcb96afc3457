package assay.site;

import java.util.Locale;
import java.util.Map;

/** Names of knobs and of features of data as readers say them; a name that is not listed is split into its words. */
final class Words {

    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("rows", "rows"),
            Map.entry("smaller_arm_share", "share of rows in the smaller arm"),
            Map.entry("covariates", "covariates, after expansion of levels"),
            Map.entry("outcome_skewness", "skewness of the outcome within arms"),
            Map.entry("smallest_propensity", "smallest propensity of either arm"),
            Map.entry("share_of_zeros", "share of zeros in the outcome"),
            Map.entry("clusters", "clusters"),
            Map.entry("smallest_cluster", "rows of the smallest cluster"),
            Map.entry("largest_cluster", "rows of the largest cluster"),
            Map.entry("cluster_size", "rows of a cluster"),
            Map.entry("cluster_size_cv", "variation of cluster sizes"),
            Map.entry("icc", "intraclass correlation"),
            Map.entry("compliance", "share of units that follow their arm"),
            Map.entry("effect_over_se", "effect in standard errors"),
            Map.entry("share", "share above zero"),
            Map.entry("log_mean", "mean of the log"),
            Map.entry("log_sd", "standard deviation of the log"),
            Map.entry("sd", "standard deviation"));

    private Words() {}

    static String of(String name) {
        String label = LABELS.get(name);
        return label != null
                ? label
                : name.replaceAll("([a-z])([A-Z])", "$1 $2")
                        .replace('_', ' ')
                        .replace('-', ' ')
                        .toLowerCase(Locale.ROOT);
    }

    /** The title of a world that no card describes. */
    static String world(String name) {
        return switch (name) {
            case "hurdle" -> "Zero-inflated outcomes";
            case "clustered" -> "Clusters";
            default -> name;
        };
    }

    /** A setting of a knob: numbers brief, names in lower case. */
    static String value(String value) {
        try {
            return Numbers.brief(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return value.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
