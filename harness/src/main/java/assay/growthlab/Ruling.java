package assay.growthlab;

/** The actions of that engine. */
enum Ruling {
    INVESTIGATE_INVALID_EXPERIMENT,
    HOLD_GUARDRAIL_RISK,
    HOLD_INCONCLUSIVE,
    RERUN_UNDERPOWERED,
    SHIP_GLOBAL,
    SHIP_TARGETED_SEGMENTS
}
