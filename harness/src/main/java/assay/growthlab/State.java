package assay.growthlab;

/** How a check came out. */
enum State {
    PASS,
    WARN,
    FAIL
}
