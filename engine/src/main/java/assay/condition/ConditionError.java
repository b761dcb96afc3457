package assay.condition;

import assay.EstimationException;
import assay.Problem;

/** Errors that point at the place. */
final class ConditionError {

    private ConditionError() {}

    static EstimationException at(String text, int position, String what, String remedy) {
        return new EstimationException(
                Problem.CONDITION_SYNTAX,
                "Condition cannot be read at character " + (position + 1) + ": " + what + "\n    "
                        + text.replaceAll("\\s", " ") + "\n    " + " ".repeat(position) + "^\n",
                remedy);
    }
}
