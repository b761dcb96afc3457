package assay.dgp;

import assay.Role;
import assay.Sample;

/** The columns of a switchback while they are filled, row by row. */
final class SwitchbackColumns {

    private final double[] outcome;
    private final double[] arm;
    private final double[] period;
    private final double[] block;
    private final double[] market;
    private final double[] history;
    private final double[] users;
    private int count;
    private double armNow;
    private double periodNow;
    private double blockNow;
    private double marketNow;
    private double historyNow;

    SwitchbackColumns(int rows) {
        outcome = new double[rows];
        arm = new double[rows];
        period = new double[rows];
        block = new double[rows];
        market = new double[rows];
        history = new double[rows];
        users = new double[rows];
    }

    /** Where the next rows are. */
    void at(double inArm, int inPeriod, int inBlock, int inMarket, double before) {
        armNow = inArm;
        periodNow = inPeriod;
        blockNow = inBlock;
        marketNow = inMarket;
        historyNow = before;
    }

    /** Rows so far. */
    int count() {
        return count;
    }

    void add(double y, int of) {
        outcome[count] = y;
        arm[count] = armNow;
        period[count] = periodNow;
        block[count] = blockNow;
        market[count] = marketNow;
        history[count] = historyNow;
        users[count++] = of;
    }

    Sample sample(int markets, SwitchbackRows rows) {
        Sample.Builder sample = Sample.builder()
                .outcome("y", outcome)
                .assignment("t", arm)
                .add(Role.TIME, "period", period)
                .add(Role.BLOCK, "block", block)
                .covariate("history", history);
        if (markets > 1) {
            sample.add(Role.CLUSTER, "market", market);
        }
        if (rows != SwitchbackRows.USERS) {
            sample.add(Role.DENOMINATOR, "users", users);
        }
        return sample.build();
    }
}
