package assay.experiment;

import assay.Estimand;

/** An effect that is asked for: what to call it, and which functional of the model it is, or is made of. */
record Ask(Estimand estimand, String outcome, int arm, int against, String segment, Functional functional) {

    boolean compliance() {
        return estimand == Estimand.COMPLIANCE;
    }

    /** Whether it is the effect of being assigned over the share of compliers. */
    boolean local() {
        return functional.stage() == Stage.REDUCED && estimand != Estimand.ITT && !compliance();
    }

    /** Whether it is a difference in mean outcomes of two arms that were assigned. */
    boolean difference() {
        return functional.stage() != Stage.STRUCTURAL && !local() && !compliance();
    }

    Ask as(Estimand other, Functional functionalThen) {
        return new Ask(other, outcome, arm, against, segment, functionalThen);
    }
}
