package assay.dgp.scenario;

import assay.decision.Action;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.Variant;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.WorldCard;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A whole experiment: users arrive, are assigned by a salted hash of their identifiers, reach the point at which the arms differ, see
 * their variant and respond to it; what happens is logged, not always as it should be. A draw is the log, an
 * {@link ExperimentLog} as a sample.
 *
 * <p>Treatment acts on those who see it. What they would have done in every arm comes from the same draws, so that the truth is known
 * of the world (in closed form, {@link ScenarioTruth}) and of each draw.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if parts do not fit each other: lists by arm or treatment of another
 * length, a segment that no user is in, a probability that effects would carry out of [0, 1], a metric that is not generated.
 *
 * @param plan what was agreed: arms, times, metrics, segments
 * @param size users who arrive, at least 2
 * @param population who they are
 * @param delivery how they come to see their variant
 * @param responses what they do
 * @param ramp steps of the ramp in order of days; empty to let all in from the start
 * @param readDay days from the start of assignment to the moment at which the log is read, above 0
 * @param faults what goes wrong
 * @param right the actions that the documentation of the world calls right; empty where it has none
 */
public record ScenarioWorld(
        ExperimentPlan plan,
        int size,
        Population population,
        Delivery delivery,
        Responses responses,
        List<RampStep> ramp,
        double readDay,
        Faults faults,
        List<Action> right)
        implements Dgp {

    public ScenarioWorld {
        ramp = List.copyOf(ramp);
        right = List.copyOf(right);
        ScenarioChecks.check(plan, size, population, delivery, responses, ramp, readDay, faults);
    }

    /**
     * A world in which nothing goes wrong and treatment does nothing.
     *
     * @param plan what was agreed; read at the end of its observation
     * @param size users
     * @return the world
     */
    public static ScenarioWorld of(ExperimentPlan plan, int size) {
        return new ScenarioWorld(
                plan,
                size,
                Population.standard(),
                Delivery.standard(plan.variants().size()),
                Responses.standard(),
                List.of(),
                plan.observationDays(),
                Faults.NONE,
                List.of());
    }

    /**
     * The arms, control first.
     *
     * @return in the order of lists by arm
     */
    public List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        variants.add(plan.control());
        variants.addAll(plan.treatments());
        return variants;
    }

    /** The place of control in lists by arm. */
    int control() {
        return 0;
    }

    /** The place of the first treatment in lists by arm. */
    int firstTreatment() {
        return 1;
    }

    /** The place of an arm in lists by arm. */
    int arm(String name) {
        List<Variant> variants = variants();
        for (int k = 0; k < variants.size(); k++) {
            if (variants.get(k).name().equals(name)) {
                return k;
            }
        }
        throw new IllegalArgumentException("the plan has no arm '" + name + "'");
    }

    @Override
    public String name() {
        return "scenario";
    }

    @Override
    public Draw draw(Streams streams) {
        Events events = new Events(this, streams, Set.of());
        return new Draw(events.log().sample(), truth(events.sampleTruth()));
    }

    /**
     * The log of a draw, before it is made a sample.
     *
     * @param streams the streams of the draw
     * @return the log
     */
    public ExperimentLog log(Streams streams) {
        return new Events(this, streams, Set.of()).log();
    }

    /**
     * The true effects, in closed form.
     *
     * @return the truth of the world
     */
    public ScenarioTruth truth() {
        return new ScenarioTruth(this);
    }

    /**
     * What is wrong with the logs of this world.
     *
     * @return in the order of the enum
     */
    public Set<Flaw> flaws() {
        return Flaw.of(this);
    }

    /** The response whose halves are in the log, so that it can be seen whether an effect wears off: that of the primary metric. */
    Optional<Response> halved() {
        MetricDefinition primary = plan.primary();
        boolean daily = primary.source() == MetricDefinition.Source.USER_DAYS;
        return ScenarioTruth.response(primary)
                .filter(response -> daily || (!response.daily().isEmpty() && response != Response.RETENTION_7D));
    }

    private GroundTruth truth(SampleTruth sample) {
        return new TruthOf(this).of(sample);
    }

    @Override
    public ScenarioWorld withEffect(double effect) {
        if (effect == 0) {
            return with(responses.scaled(0)).withRight(List.of());
        }
        double now = truth().effect(
                        plan.primary(),
                        plan.primaryView(),
                        plan.treatments().get(0).name());
        if (now != 0) {
            return with(responses.scaled(effect / now));
        }
        Response primary = ScenarioTruth.response(plan.primary())
                .orElseThrow(() -> new IllegalArgumentException(
                        "treatment cannot change " + plan.primary().id()));
        double reach = truth().reach(primary, plan.primaryView(), 1);
        List<Double> effects = new ArrayList<>();
        plan.treatments().forEach(arm -> effects.add(effects.isEmpty() ? effect / reach : 0.0));
        return with(responses.with(primary, responses.of(primary).withEffects(effects)));
    }

    @Override
    public ScenarioWorld withSize(int changed) {
        return new ScenarioWorld(plan, changed, population, delivery, responses, ramp, readDay, faults, right);
    }

    /**
     * With other responses.
     *
     * @param changed what users do
     * @return the changed world
     */
    public ScenarioWorld with(Responses changed) {
        return new ScenarioWorld(plan, size, population, delivery, changed, ramp, readDay, faults, right);
    }

    /**
     * With other faults.
     *
     * @param changed what goes wrong
     * @return the changed world
     */
    public ScenarioWorld with(Faults changed) {
        return new ScenarioWorld(plan, size, population, delivery, responses, ramp, readDay, changed, right);
    }

    /**
     * With other delivery.
     *
     * @param changed how users come to see their variant
     * @return the changed world
     */
    public ScenarioWorld with(Delivery changed) {
        return new ScenarioWorld(plan, size, population, changed, responses, ramp, readDay, faults, right);
    }

    /**
     * With a ramp.
     *
     * @param steps in order of days
     * @return the changed world
     */
    public ScenarioWorld withRamp(List<RampStep> steps) {
        return new ScenarioWorld(plan, size, population, delivery, responses, steps, readDay, faults, right);
    }

    /**
     * Read at another time.
     *
     * @param day days from the start of assignment
     * @return the changed world
     */
    public ScenarioWorld readOn(double day) {
        return new ScenarioWorld(plan, size, population, delivery, responses, ramp, day, faults, right);
    }

    /**
     * With other actions that are right.
     *
     * @param actions none to leave it open
     * @return the changed world
     */
    public ScenarioWorld withRight(List<Action> actions) {
        return new ScenarioWorld(plan, size, population, delivery, responses, ramp, readDay, faults, actions);
    }

    @Override
    public WorldCard card() {
        return TruthOf.card(this);
    }
}
