package assay.cli;

/** Exit codes of the command line. */
final class Exit {

    static final int OK = 0;
    static final int SOFTWARE = 1;
    static final int USAGE = 2;
    static final int DATA = 3;
    static final int REFUTED = 4;
    static final int INCONCLUSIVE = 5;
    static final int STALE = 6;

    private Exit() {}
}
