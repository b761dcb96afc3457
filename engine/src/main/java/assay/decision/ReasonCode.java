package assay.decision;

import assay.decision.DecisionRecord.Reason;
import java.util.Locale;

/** Why a decision is what it is, each explained on the page of codes under its own name. */
public enum ReasonCode {
    /** A check failed without which arms must not be compared. */
    TRUST_CHECK_FAILED,
    /** A check could not be made without which arms must not be compared. */
    TRUST_CHECK_NOT_RUN,
    /** A check that every experiment needs is not in the report. */
    TRUST_CHECK_ABSENT,
    /** A treatment was not compared with control on the primary metric, or the comparison has no number. */
    PRIMARY_NOT_READ,
    /** The whole interval of the primary effect lies on the wrong side of 0. */
    PRIMARY_HARMED,
    /** The whole interval of the harm to a guardrail lies beyond its margin. */
    GUARDRAIL_HARMED,
    /** Fewer units than the policy asks for. */
    TOO_FEW_UNITS,
    /** Units, or the experiment, have not been watched for long enough. */
    NOT_MATURE,
    /** Harm beyond its margin cannot be ruled out for a guardrail. */
    GUARDRAIL_NOT_SHOWN_SAFE,
    /** Nobody said how much harm to a guardrail is tolerated. */
    GUARDRAIL_WITHOUT_MARGIN,
    /** A guardrail was not read, or its reading has no number. */
    GUARDRAIL_NOT_READ,
    /** The primary effect is significant, in the right direction and large enough to matter. */
    PRIMARY_WINS,
    /** Harm beyond its margin is ruled out for every guardrail. */
    GUARDRAILS_SAFE,
    /** The effect is worth at least what the policy asks for. */
    VALUE_SUFFICES,
    /** The effect is worth less than the policy asks for. */
    VALUE_VETO,
    /** A segment wins by its corrected p-value, differs from the other units and is safe. */
    SEGMENT_WINS,
    /** A segment is shown to be harmed. */
    SEGMENT_HARMED,
    /** A segment would win, and harm to its guardrails cannot be ruled out. */
    SEGMENT_GUARDRAIL_NOT_SHOWN_SAFE,
    /** A segment would win, and is worth less than the policy asks for. */
    SEGMENT_VALUE_VETO,
    /** A segment is better by its corrected p-value and lacks something else that a win needs. */
    SEGMENT_PROMISING,
    /** A segment is not shown to be better. */
    SEGMENT_NOT_SHOWN,
    /** The primary effect is significant in the right direction and too small to matter. */
    TOO_SMALL_TO_MATTER,
    /** Nothing is shown by data that would have shown what matters. */
    EMPTY_WITH_POWER,
    /** Nothing is shown by data that could not have shown it. */
    EMPTY_WITHOUT_POWER,
    /** Another treatment is shown to do harm: turn that one off. */
    OTHER_ARM_HARMED,
    /** The win is one of data with less than the planned power, whose estimate is likely too large. */
    WIN_WITHOUT_POWER;

    /**
     * The code in files.
     *
     * @return kebab case, such as {@code guardrail-not-shown-safe}
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Reason of(String subject, String message) {
        return new Reason(code(), subject, message);
    }
}
