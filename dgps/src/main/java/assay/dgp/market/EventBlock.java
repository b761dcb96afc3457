package assay.dgp.market;

import java.util.function.Consumer;

/**
 * Events in columns, in the order in which they happen: a block is handed on when it is full, and once more at the end.
 * Where a column says nothing about an event it holds -1 (whole numbers) or 0 (amounts). Amounts are in the currency of the
 * market; those that leave budgets are whole cents.
 */
public final class EventBlock {

    private static final int CAPACITY = 8192;

    private final Consumer<EventBlock> sink;
    private int rows;
    private long handed;
    private final EventType[] type = new EventType[CAPACITY];
    private final int[] day = new int[CAPACITY];
    private final double[] time = new double[CAPACITY];
    private final int[] user = new int[CAPACITY];
    private final int[] cluster = new int[CAPACITY];
    private final int[] pool = new int[CAPACITY];
    private final int[] arm = new int[CAPACITY];
    private final boolean[] ghost = new boolean[CAPACITY];
    private final int[] advertiser = new int[CAPACITY];
    private final int[] offer = new int[CAPACITY];
    private final double[] propensity = new double[CAPACITY];
    private final double[] payout = new double[CAPACITY];
    private final double[] reward = new double[CAPACITY];
    private final double[] balance = new double[CAPACITY];

    EventBlock(Consumer<EventBlock> sink) {
        this.sink = sink;
    }

    void add(
            EventType what,
            int onDay,
            double at,
            int who,
            int ofCluster,
            int ofPool,
            int inArm,
            boolean logged,
            int ofAdvertiser,
            int ofOffer,
            double probability,
            double paid,
            double gained,
            double left) {
        if (rows == CAPACITY) {
            flush();
        }
        type[rows] = what;
        day[rows] = onDay;
        time[rows] = at;
        user[rows] = who;
        cluster[rows] = ofCluster;
        pool[rows] = ofPool;
        arm[rows] = inArm;
        ghost[rows] = logged;
        advertiser[rows] = ofAdvertiser;
        offer[rows] = ofOffer;
        propensity[rows] = probability;
        payout[rows] = paid;
        reward[rows] = gained;
        balance[rows] = left;
        rows++;
    }

    void flush() {
        if (rows > 0) {
            sink.accept(this);
            handed += rows;
            rows = 0;
        }
    }

    /**
     * The events of this block.
     *
     * @return at least 1
     */
    public int rows() {
        return rows;
    }

    /**
     * The number of an event in the log.
     *
     * @param row of the block
     * @return from 0
     */
    public long sequence(int row) {
        return handed + row;
    }

    /**
     * What happened.
     *
     * @param row of the block
     * @return the type of the event
     */
    public EventType type(int row) {
        return type[row];
    }

    /**
     * When: the day.
     *
     * @param row of the block
     * @return from 0
     */
    public int day(int row) {
        return day[row];
    }

    /**
     * When: the time of day.
     *
     * @param row of the block
     * @return in [0, 1)
     */
    public double time(int row) {
        return time[row];
    }

    /**
     * Who.
     *
     * @param row of the block
     * @return the user, from 0
     */
    public int user(int row) {
        return user[row];
    }

    /**
     * The cluster of the user.
     *
     * @param row of the block
     * @return from 0
     */
    public int cluster(int row) {
        return cluster[row];
    }

    /**
     * The sub-market whose budgets the user competes for.
     *
     * @param row of the block
     * @return from 0
     */
    public int pool(int row) {
        return pool[row];
    }

    /**
     * The arm that the user was assigned to.
     *
     * @param row of the block
     * @return 1 if treated, also for those held out
     */
    public int arm(int row) {
        return arm[row];
    }

    /**
     * Whether the event did not happen but was logged in its place: what a user held out would have been shown and would
     * have completed under treatment.
     *
     * @param row of the block
     * @return true for a ghost
     */
    public boolean ghost(int row) {
        return ghost[row];
    }

    /**
     * Whose offer.
     *
     * @param row of the block
     * @return the advertiser from 0, or -1
     */
    public int advertiser(int row) {
        return advertiser[row];
    }

    /**
     * Which offer.
     *
     * @param row of the block
     * @return from 0, or -1
     */
    public int offer(int row) {
        return offer[row];
    }

    /**
     * How likely this was: the arm of an assignment, the sight of an impression.
     *
     * @param row of the block
     * @return in (0, 1]; 1 for other events
     */
    public double propensity(int row) {
        return propensity[row];
    }

    /**
     * What the advertiser pays.
     *
     * @param row of the block
     * @return 0 for ghosts
     */
    public double payout(int row) {
        return payout[row];
    }

    /**
     * What the user gains.
     *
     * @param row of the block
     * @return 0 for ghosts
     */
    public double reward(int row) {
        return reward[row];
    }

    /**
     * What is left of the advertiser's budget in this sub-market today.
     *
     * @param row of the block
     * @return after a decrement; 0 for other events
     */
    public double balance(int row) {
        return balance[row];
    }
}
