package assay.site;

import java.util.List;

/** One claim of a certificate and the evidence about it. Undefined numbers are NaN. */
record Claim(
        String name,
        String statement,
        double nominal,
        double threshold,
        double epsilon,
        double refuteEpsilon,
        double stopEpsilon,
        boolean bounded,
        long replicates,
        double successes,
        double estimate,
        double low,
        double high,
        double logCertify,
        double logRefute,
        Verdict verdict,
        List<double[]> checkpoints) {

    private static final double MOST_EXCESS = 0.03;

    static Claim of(Json json) {
        return new Claim(
                json.text("name"),
                json.text("statement"),
                json.number("nominal"),
                json.number("threshold"),
                json.number("epsilon"),
                json.number("refute_epsilon"),
                json.number("stop_epsilon"),
                json.text("kind").equalsIgnoreCase("bounded"),
                json.count("replicates"),
                json.number("successes"),
                json.number("estimate"),
                json.number("cs_low"),
                json.number("cs_high"),
                json.number("log_e_certify"),
                json.number("log_e_refute"),
                Verdict.of(json.text("verdict")),
                json.list("checkpoints").stream()
                        .map(Json::numbers)
                        .filter(pair -> pair.length >= 2 && pair[0] > 0)
                        .toList());
    }

    static List<Claim> all(Json owner) {
        return owner.list("claims").stream().map(Claim::of).toList();
    }

    double halfWidth() {
        return (high - low) / 2;
    }

    /** The estimate with the half-width of its confidence sequence. */
    String measured() {
        return Numbers.plusMinus(estimate, halfWidth(), 3);
    }

    /** What is claimed, as words in a sentence. */
    String words() {
        return name.replace('-', ' ');
    }

    boolean isCoverage() {
        return name.equals("coverage");
    }

    /**
     * Whether the interval is shown to be wider than it need be: coverage above nominal by more than the slack that it may
     * fall short by, at most .03. A label, and no part of a verdict.
     */
    boolean wasteful() {
        return isCoverage() && low > nominal + Math.min(nominal - threshold, MOST_EXCESS);
    }
}
