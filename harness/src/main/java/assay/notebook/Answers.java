package assay.notebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Says in which way an answer is wrong. */
final class Answers {

    private static final double NEAR = 0.05;

    private Answers() {}

    /** An answer as text, rounded as asked. */
    static String text(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return new BigDecimal(text).signum() == 0 ? text.replace("-", "") : text;
    }

    /** What is wrong with an answer; empty if nothing is. */
    static String fault(Exercise exercise, double given) {
        if (Double.isInfinite(given)) {
            return "that is not finite; something was divided by zero";
        }
        String said = text(given, exercise.decimals());
        if (same(exercise, given)) {
            return "";
        }
        for (Exercise.Trap trap : exercise.traps()) {
            if (said.equals(text(trap.value(), exercise.decimals()))) {
                return said + " is wrong. " + trap.hint();
            }
        }
        String form = form(exercise, given);
        if (!form.isEmpty()) {
            return said + " is wrong. " + form;
        }
        String size = Math.abs(given - exercise.answer()) <= NEAR * Math.abs(exercise.answer())
                ? "That is close: look for an approximation, or for rounding on the way."
                : given > exercise.answer() ? "That is too large." : "That is too small.";
        return said + " is wrong. " + size + " " + exercise.hint();
    }

    /** Faults that do not depend on the question: the unit, the sign, the rounding, the side. */
    private static String form(Exercise exercise, double given) {
        double right = exercise.answer();
        if (right != 0) {
            if (same(exercise, -given)) {
                return "The size is right; look at the sign, and at what is taken from what.";
            }
            for (double factor : new double[] {100, 1000, 10}) {
                if (same(exercise, given * factor) || same(exercise, given / factor)) {
                    return "It is off by a factor of " + (int) factor + ": look at the unit that is asked for.";
                }
            }
        }
        if (!exercise.range().holds(given)) {
            return exercise.range().what() + ", between "
                    + plain(exercise.range().least()) + " and "
                    + plain(exercise.range().most()) + ".";
        }
        if (cutShort(exercise, given)) {
            return "The rounding is not as asked: give " + decimals(exercise.decimals()) + ", rounded and not cut off.";
        }
        if (right != 0 && given != 0 && same(exercise, 1 / given)) {
            return "It is upside down: what is divided by what?";
        }
        if (exercise.range().least() == 0 && exercise.range().most() == 1 && same(exercise, 1 - given)) {
            return "That is the share of the opposite event.";
        }
        if (right > 0 && given > 0 && (same(exercise, given * given) || same(exercise, Math.sqrt(given)))) {
            return "A root or a square is missing: variances are not standard errors.";
        }
        if (right != 0 && (same(exercise, 2 * given) || same(exercise, given / 2))) {
            return "It is off by a factor of two: one side or both, one arm or both?";
        }
        return "";
    }

    /** Whether an answer agrees as far as it goes, or was cut off where it should have been rounded. */
    private static boolean cutShort(Exercise exercise, double given) {
        BigDecimal right = new BigDecimal(text(exercise.answer(), exercise.decimals()));
        BigDecimal said = new BigDecimal(text(given, exercise.decimals()));
        BigDecimal unit = BigDecimal.ONE.movePointLeft(exercise.decimals());
        boolean cut = right.abs().subtract(unit).compareTo(said.abs()) == 0
                && right.signum() == said.signum()
                && said.precision() > 2;
        for (int fewer = 1; fewer <= 2 && fewer <= exercise.decimals(); fewer++) {
            BigDecimal coarse = right.setScale(exercise.decimals() - fewer, RoundingMode.HALF_UP);
            cut |= coarse.signum() != 0 && coarse.compareTo(BigDecimal.valueOf(given)) == 0;
        }
        return cut;
    }

    private static boolean same(Exercise exercise, double value) {
        return text(value, exercise.decimals()).equals(text(exercise.answer(), exercise.decimals()));
    }

    private static String decimals(int count) {
        return count == 0 ? "a whole number" : count == 1 ? "1 decimal" : count + " decimals";
    }

    private static String plain(double value) {
        return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
    }
}
