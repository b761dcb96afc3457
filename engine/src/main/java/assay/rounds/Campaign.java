package assay.rounds;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An adaptive experiment in rounds, at one moment: {@link #plan()} says how to assign the visitors of the round under way, {@link
 * #record} takes in what was observed of them, {@link #advance()} closes the round and plans the next. A rehearsal on a world and a campaign
 * on a site go through these three steps and no others.
 *
 * <p>Immutable: a step answers another campaign. A pure function of the design and of the logs in their order, so that a campaign that is
 * resumed is the one that was interrupted.
 */
public final class Campaign {

    /** Recorded propensities are printed numbers. */
    private static final double TOLERANCE = 1e-6;

    private final CampaignDesign design;
    private final SegmentModel model;
    private final CampaignHistory history;
    private final Evidence evidence;

    private Campaign(CampaignDesign design, SegmentModel model, CampaignHistory history) {
        this(design, model, history, history.evidence(design));
    }

    private Campaign(CampaignDesign design, SegmentModel model, CampaignHistory history, Evidence evidence) {
        this.design = design;
        this.model = model;
        this.history = history;
        this.evidence = evidence;
    }

    /**
     * A campaign before its first visitor.
     *
     * @param design the design
     * @param model finds the segments
     * @return the campaign, its first round under way
     */
    public static Campaign start(CampaignDesign design, SegmentModel model) {
        RoundPlan plan = RoundPlan.discovery(design, 0);
        RoundTotals totals = new RoundTotals(0, plan.propensities(), Wagers.none());
        return new Campaign(
                design,
                model,
                new CampaignHistory(null, List.of(), List.of(plan), totals, List.of(List.of()), List.of()));
    }

    /** A campaign that a file tells of. */
    static Campaign resumed(CampaignDesign design, SegmentModel model, CampaignHistory history) {
        return new Campaign(design, model, history);
    }

    /**
     * The design.
     *
     * @return as it was at the start
     */
    public CampaignDesign design() {
        return design;
    }

    SegmentModel model() {
        return model;
    }

    CampaignHistory history() {
        return history;
    }

    Evidence evidence() {
        return evidence;
    }

    /**
     * The round under way, or the last one of a campaign that is over.
     *
     * @return from 0
     */
    public int round() {
        return plan().round();
    }

    /**
     * Whether all rounds are closed.
     *
     * @return true if nothing can be recorded any more
     */
    public boolean over() {
        return history.openOrNull() == null;
    }

    /**
     * How the visitors of the round under way are assigned.
     *
     * @return the plan; that of the last round if the campaign is over
     */
    public RoundPlan plan() {
        return history.plans().get(history.plans().size() - 1);
    }

    /**
     * The segments.
     *
     * @return empty during discovery
     */
    public Optional<Segmentation> segmentation() {
        return Optional.ofNullable(history.segmentationOrNull());
    }

    /**
     * The segment of a visitor.
     *
     * @param covariates the covariates in the order of the design; not to be written to
     * @return from 0; 0 during discovery
     */
    public int segment(double[] covariates) {
        Segmentation segmentation = history.segmentationOrNull();
        return segmentation == null ? 0 : segmentation.segment(covariates);
    }

    /**
     * Rows recorded in the round under way.
     *
     * @return 0 before the first, and when the campaign is over
     */
    public long recorded() {
        RoundTotals open = history.openOrNull();
        return open == null ? 0 : open.visitors();
    }

    /**
     * Whether a log has been taken in.
     *
     * @param log a log
     * @return true if rows of the same content were recorded in the same round
     */
    public boolean knows(RoundLog log) {
        if (log.round() < 0 || log.round() >= history.chunks().size()) {
            return false;
        }
        String digest = log.digest();
        return history.chunks().get(log.round()).stream()
                .anyMatch(chunk -> chunk.digest().equals(digest));
    }

    /**
     * Takes in rows of the round under way: all of them, or a part.
     *
     * @param log the rows
     * @return the campaign with them; this one if they had been recorded before, so that a step that was interrupted can be repeated
     * @throws EstimationException if rows are of another round, or do not agree with the plan, the segments or the design
     */
    public Campaign record(RoundLog log) {
        if (knows(log)) {
            return this;
        }
        RoundTotals open = history.openOrNull();
        if (open == null || log.round() != round()) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "The rows are of round " + log.round() + ", and "
                            + (open == null ? "the campaign is over." : "round " + round() + " is under way."),
                    "Record rows of the round under way; a round that was closed is not opened again.");
        }
        check(log);
        RoundTotals totals = open.copy();
        for (int i = 0; i < log.size(); i++) {
            totals.add(log.segment(i), log.arm(i), log.cell(i).floor(), log.outcome(i));
        }
        return new Campaign(
                design, model, history.with(totals, new Chunk(log.digest(), log.size()), kept(log)), evidence);
    }

    /** Rows of discovery are needed until segments are found. */
    private @Nullable RoundLog kept(RoundLog log) {
        return history.segmentationOrNull() == null ? log : null;
    }

    private void check(RoundLog log) {
        RoundPlan plan = plan();
        if (log.arms() != design.armCount()
                || log.covariates().length != design.covariates().size()) {
            throw new IllegalArgumentException("the log has " + log.arms() + " propensities and "
                    + log.covariates().length + " covariates, the design " + design.armCount() + " arms and "
                    + design.covariates().size() + " covariates");
        }
        double[] x = new double[design.covariates().size()];
        for (int i = 0; i < log.size(); i++) {
            log.visitor(i, x);
            int segment = segment(x);
            if (log.segment(i) != segment) {
                throw refused(
                        Problem.UNKNOWN_LEVEL,
                        i,
                        "is in segment " + Segmentation.name(log.segment(i)) + ", and its covariates put it in "
                                + Segmentation.name(segment));
            }
            if (log.arm(i) < 0 || log.arm(i) >= design.armCount()) {
                throw refused(Problem.UNKNOWN_LEVEL, i, "has no arm of the design");
            }
            for (int k = 0; k < design.armCount(); k++) {
                double planned = plan.propensity(segment, k);
                if (!(Math.abs(log.propensity(i, k) - planned) <= TOLERANCE)) {
                    throw refused(
                            Problem.PROPENSITY_RANGE,
                            i,
                            "records the chance " + log.propensity(i, k) + " of arm '"
                                    + design.arms().get(k)
                                    + "' in segment " + Segmentation.name(segment) + ", and the plan of round "
                                    + round() + " says " + planned);
                }
            }
            Cell cell = log.cell(i);
            boolean possible = cell == Cell.CONTROL
                    ? log.arm(i) == 0
                    : cell == Cell.EXPLORE || plan.weight(cell) > CellFloors.TOLERANCE;
            if (!possible) {
                throw refused(
                        Problem.UNKNOWN_LEVEL,
                        i,
                        "is in the " + cell.code() + " cell with arm '"
                                + design.arms().get(log.arm(i)) + "', which the plan of round " + round()
                                + " rules out");
            }
            if (!design.outcome().contains(log.outcome(i))) {
                throw refused(
                        Problem.UNSUITABLE_METHOD,
                        i,
                        "has the outcome " + log.outcome(i) + ", outside the range from "
                                + design.outcome().low() + " to "
                                + design.outcome().high() + " of the design");
            }
        }
    }

    private static EstimationException refused(Problem problem, int row, String what) {
        return new EstimationException(
                problem,
                "Row " + (row + 1) + " " + what + ".",
                "Record what was assigned by the plan; no row of this log has been taken in.");
    }

    /**
     * Closes the round under way and plans the next. After the last round of discovery segments are found, and frozen.
     *
     * @return the campaign in its next round, or over; this one if nothing has been recorded in the round under way, so that a step that
     *     was interrupted can be repeated
     * @throws EstimationException if the rows of discovery cannot tell segments
     */
    public Campaign advance() {
        RoundTotals open = history.openOrNull();
        if (open == null || open.visitors() == 0) {
            return this;
        }
        List<RoundTotals> closed = new ArrayList<>(history.closed());
        closed.add(open);
        Segmentation segmentation = history.segmentationOrNull();
        if (segmentation == null && closed.size() == design.segments().discovery()) {
            segmentation = model.discover(design, RoundLog.joined(history.discovery()));
            closed = segmented(segmentation);
        }
        CampaignHistory moved = history.closed(segmentation, closed);
        Evidence next = moved.evidence(design);
        int round = closed.size();
        if (round == design.rounds()) {
            return new Campaign(design, model, moved, next);
        }
        RoundPlan plan = segmentation == null
                ? RoundPlan.discovery(design, round)
                : RoundPlan.optimised(design, round, Allocation.of(next));
        return new Campaign(design, model, moved.opened(plan, next.open(round, plan.propensities())), next);
    }

    /** The rounds of discovery, by the segments that were found in them. */
    private List<RoundTotals> segmented(Segmentation segmentation) {
        List<RoundTotals> totals = new ArrayList<>();
        for (RoundPlan plan : history.plans()) {
            double[][] propensities = new double[segmentation.count()][];
            Arrays.fill(propensities, plan.propensities()[0]);
            RoundTotals of = new RoundTotals(plan.round(), propensities, Wagers.none());
            for (RoundLog log : history.discovery()) {
                if (log.round() == plan.round()) {
                    RoundLog found = log.in(segmentation);
                    for (int i = 0; i < found.size(); i++) {
                        of.add(found.segment(i), found.arm(i), found.cell(i).floor(), found.outcome(i));
                    }
                }
            }
            totals.add(of);
        }
        return totals;
    }

    /**
     * What the rounds that are closed have shown.
     *
     * @return one reading for each segment; before segments are found one of everybody, without effects
     */
    public List<SegmentReading> read() {
        List<SegmentReading> readings = new ArrayList<>();
        List<String> rules =
                segmentation().map(Segmentation::rules).orElse(List.of("everybody: segments are not found yet"));
        long everybody = 0;
        long[] visitors = new long[evidence.segments()];
        for (int s = 0; s < visitors.length; s++) {
            for (int k = 0; k < design.armCount(); k++) {
                visitors[s] += evidence.past(s, k).n();
            }
            everybody += visitors[s];
        }
        for (int s = 0; s < visitors.length; s++) {
            List<ArmReading> arms = new ArrayList<>();
            for (int k = 1; k < design.armCount(); k++) {
                arms.add(arm(s, k));
            }
            readings.add(new SegmentReading(
                    Segmentation.name(s),
                    rules.get(s),
                    visitors[s],
                    visitors[s] / (double) Math.max(1, everybody),
                    arms,
                    Math.log(evidence.drift(s)),
                    evidence.alarm(s)));
        }
        return readings;
    }

    private ArmReading arm(int segment, int arm) {
        PairEvidence pair = evidence.pair(segment, arm);
        Optional<Estimate> effect = pair.known()
                ? Optional.of(Estimate.normal(
                        Estimand.CATE,
                        term(design.arms().get(arm), Segmentation.name(segment)),
                        pair.effect(),
                        pair.stdError()))
                : Optional.empty();
        return new ArmReading(
                design.arms().get(arm),
                effect,
                evidence.logE(segment, arm, Direction.ABOVE),
                evidence.logE(segment, arm, Direction.BELOW),
                evidence.status(segment, arm),
                evidence.decided(segment, arm),
                segment < plan().segments() ? plan().allocation(segment, arm) : 0);
    }

    /**
     * The name of the effect of an arm in a segment.
     *
     * @param arm name of the arm
     * @param segment name of the segment
     * @return such as {@code variant-1 in s2}
     */
    public static String term(String arm, String segment) {
        return arm + " in " + segment;
    }
}
