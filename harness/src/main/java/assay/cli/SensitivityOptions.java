package assay.cli;

import assay.sensitivity.Strength;
import java.util.ArrayList;
import java.util.List;

/** Numbers on the command line of a sensitivity analysis. */
final class SensitivityOptions {

    private SensitivityOptions() {}

    /** Two shares of variance, of the treatment and of the outcome. */
    static Strength strength(String option, String text) {
        double[] shares = numbers(option, text, 2, 2, "the shares of treatment and outcome, such as 0.1,0.05");
        return new Strength(shares[0], shares[1]);
    }

    /** Numbers separated by commas. */
    static double[] numbers(String option, String text, int least, int most, String what) {
        String[] parts = text.split(",", -1);
        boolean halfAnInterval = most == 3 && parts.length == 2;
        if (parts.length < least || parts.length > most || halfAnInterval) {
            throw new IllegalArgumentException(option + " takes " + what + ", not '" + text + "'.");
        }
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                numbers[i] = Double.parseDouble(parts[i].strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(option + " takes " + what + ", not '" + text + "'.", e);
            }
        }
        return numbers;
    }

    /** Benchmarks: covariates separated by commas, those that are taken together by plus signs. */
    static List<List<String>> benchmarks(List<String> given) {
        List<List<String>> groups = new ArrayList<>();
        for (String group : given) {
            List<String> names = new ArrayList<>();
            for (String name : group.split("\\+", -1)) {
                names.add(name.strip());
            }
            groups.add(List.copyOf(names));
        }
        return List.copyOf(groups);
    }
}
