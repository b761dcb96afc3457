package assay.decision;

import static assay.decision.Readings.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import assay.decision.DecisionPolicy.Value;
import assay.experiment.Better;
import assay.trust.TrustFinding.Consequence;
import assay.trust.TrustFinding.State;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All states of an experiment, and what must hold in each of them. */
class DecisionGridTest {

    private enum Trust {
        PASS,
        WARN,
        FAIL,
        NOT_RUN,
        ABSENT
    }

    private enum Primary {
        WIN,
        SMALL_WIN,
        EMPTY,
        HARM,
        NO_P,
        ABSENT
    }

    /** From the best to the worst. */
    private enum Guard {
        SAFE,
        RISK,
        HARM,
        NO_MARGIN,
        MISSING
    }

    private enum Segment {
        NONE,
        NOTHING,
        PROMISES,
        WINS,
        WINS_UNSAFE,
        HARMED
    }

    private enum Worth {
        NOT_ASKED,
        ENOUGH,
        TOO_LITTLE
    }

    private enum Power {
        YES,
        NO
    }

    private enum Age {
        MATURE,
        YOUNG,
        FEW_UNITS
    }

    private record State7(
            Trust trust, Primary primary, Guard guard, Segment segment, Worth worth, Power power, Age age) {

        State7 with(Guard other) {
            return new State7(trust, primary, other, segment, worth, power, age);
        }

        State7 with(Power other) {
            return new State7(trust, primary, guard, segment, worth, other, age);
        }

        Readings readings() {
            Readings made = Readings.none();
            if (trust != Trust.ABSENT) {
                made.finding("sample-ratio-assignment", State.valueOf(trust.name()), Consequence.INVALIDATES);
            }
            if (age == Age.YOUNG) {
                made.finding("maturity", State.FAIL, Consequence.DELAYS);
            }
            if (guard == Guard.NO_MARGIN) {
                made.guardrailIs(Readings.metric("uninstalls", Better.SMALLER, Optional.empty()));
            }
            addPrimary(made);
            if (guard != Guard.MISSING) {
                double harm = guard == Guard.RISK ? 0.009 : guard == Guard.HARM ? 0.02 : 0;
                made.guardrail(NEW, harm, 0.002);
            }
            switch (segment) {
                case NONE -> {}
                case NOTHING -> made.segment("platform=ios", 0.001, 0.9, 0, 0);
                case PROMISES -> made.segment("platform=ios", 0.03, 0.001, 0, 0);
                case WINS -> made.segment("platform=ios", 0.03, 0.001, 0.03, 0);
                case WINS_UNSAFE -> made.segment("platform=ios", 0.03, 0.001, 0.03, 0.009);
                case HARMED -> made.segment("platform=ios", -0.03, 0.001, -0.03, 0);
            }
            if (worth != Worth.NOT_ASKED) {
                made.value(new Value(50, 1e6, 0, worth == Worth.ENOUGH ? 0 : 1e9, Value.Bound.ESTIMATE));
            }
            return made;
        }

        private void addPrimary(Readings made) {
            if (primary == Primary.ABSENT) {
                return;
            }
            double effect = switch (primary) {
                case WIN, NO_P -> 0.02;
                case SMALL_WIN -> 0.006;
                case HARM -> -0.02;
                default -> 0.001;
            };
            double p = primary == Primary.EMPTY ? 0.6 : 0.001;
            made.primary(NEW, effect, 0.002, p, age == Age.FEW_UNITS ? 500 : 5000, power == Power.YES ? 0.006 : 0.05);
            if (primary == Primary.NO_P) {
                made.withoutP(NEW);
            }
        }
    }

    private static List<State7> states() {
        List<State7> all = new ArrayList<>();
        for (Trust trust : Trust.values()) {
            for (Primary primary : Primary.values()) {
                for (Guard guard : Guard.values()) {
                    for (Segment segment : Segment.values()) {
                        for (Worth worth : Worth.values()) {
                            for (Power power : Power.values()) {
                                for (Age age : Age.values()) {
                                    all.add(new State7(trust, primary, guard, segment, worth, power, age));
                                }
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    @Test
    void everyStateIsDecidedAndUnsafeOnesNeverShip() {
        Map<Action, Integer> counts = new EnumMap<>(Action.class);
        for (State7 state : states()) {
            DecisionRecord decision = state.readings().decide();
            counts.merge(decision.action(), 1, Integer::sum);
            if (decision.action().ships()) {
                assertThat(state.trust()).as("%s", state).isIn(Trust.PASS, Trust.WARN);
                assertThat(state.guard()).as("%s", state).isEqualTo(Guard.SAFE);
                assertThat(state.age()).as("%s", state).isEqualTo(Age.MATURE);
                assertThat(state.worth()).as("%s", state).isNotEqualTo(Worth.TOO_LITTLE);
                assertThat(state.primary()).as("%s", state).isNotIn(Primary.ABSENT, Primary.NO_P, Primary.HARM);
            }
            if (decision.action() == Action.SHIP_GLOBAL) {
                assertThat(state.primary()).as("%s", state).isEqualTo(Primary.WIN);
                assertThat(state.segment()).as("%s", state).isNotEqualTo(Segment.HARMED);
            }
            if (decision.action() == Action.SHIP_TARGETED) {
                assertThat(state.segment()).as("%s", state).isEqualTo(Segment.WINS);
                assertThat(decision.segments()).containsExactly("platform=ios");
            }
            assertThat(decision.arm().isEmpty())
                    .as("%s", state)
                    .isEqualTo(!decision.action().ships()
                            && decision.action() != Action.STOP_HARM
                            && decision.action() != Action.ITERATE);
        }
        assertThat(counts.keySet()).isEqualTo(EnumSet.allOf(Action.class));
    }

    @Test
    void theOrderOfTheRules() {
        for (State7 state : states()) {
            Action action = state.readings().decide().action();
            boolean trusted = state.trust() == Trust.PASS || state.trust() == Trust.WARN;
            boolean harm = state.guard() == Guard.HARM || state.primary() == Primary.HARM;
            boolean unread = state.primary() == Primary.ABSENT || state.primary() == Primary.NO_P;
            if (!trusted) {
                assertThat(action).as("%s", state).isEqualTo(Action.INVESTIGATE_INVALID);
            } else if (harm) {
                assertThat(action).as("%s", state).isEqualTo(Action.STOP_HARM);
            } else if (state.age() == Age.YOUNG) {
                assertThat(action).as("%s", state).isEqualTo(Action.HOLD_INCONCLUSIVE);
            } else if (state.age() == Age.FEW_UNITS && state.primary() != Primary.ABSENT && !unread) {
                assertThat(action).as("%s", state).isEqualTo(Action.RERUN_UNDERPOWERED);
            } else if (unread && state.age() == Age.MATURE) {
                assertThat(action).as("%s", state).isEqualTo(Action.INVESTIGATE_INVALID);
            }
        }
    }

    @Test
    void aValidSafeWinShipsWhateverThePower() {
        for (State7 state : states()) {
            boolean clean = state.trust() == Trust.PASS
                    && state.primary() == Primary.WIN
                    && state.guard() == Guard.SAFE
                    && state.segment() != Segment.HARMED
                    && state.worth() != Worth.TOO_LITTLE
                    && state.age() == Age.MATURE;
            if (clean) {
                assertThat(state.readings().decide().action()).as("%s", state).isEqualTo(Action.SHIP_GLOBAL);
            }
        }
    }

    @Test
    void nothingIsRepeatedWithoutPowerAndHeldWithIt() {
        for (State7 state : states()) {
            boolean nothing = state.trust() == Trust.PASS
                    && state.primary() == Primary.EMPTY
                    && state.guard() != Guard.HARM
                    && Set.of(Segment.NONE, Segment.NOTHING, Segment.HARMED).contains(state.segment())
                    && state.age() == Age.MATURE;
            if (nothing) {
                assertThat(state.readings().decide().action())
                        .as("%s", state)
                        .isEqualTo(state.power() == Power.YES ? Action.HOLD_INCONCLUSIVE : Action.RERUN_UNDERPOWERED);
            }
        }
    }

    @Test
    void aWorseGuardrailNeverMakesItShip() {
        for (State7 state : states()) {
            boolean ships = state.readings().decide().action().ships();
            for (Guard worse : Guard.values()) {
                if (!ships && worse.compareTo(state.guard()) > 0) {
                    assertThat(state.with(worse).readings().decide().action().ships())
                            .as("%s with %s", state, worse)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void powerNeverDecidesWhetherItShips() {
        for (State7 state : states()) {
            assertThat(state.with(Power.NO).readings().decide().action().ships())
                    .as("%s", state)
                    .isEqualTo(
                            state.with(Power.YES).readings().decide().action().ships());
        }
    }

    /** Harm grows in small steps, with a guardrail of any precision: what has stopped to ship never ships again. */
    @Test
    void harmIsMonotone() {
        for (double stdError : new double[] {0.0005, 0.002, 0.005, 0.02}) {
            boolean shipped = true;
            for (int step = -100; step <= 200; step++) {
                boolean ships = Readings.trusted()
                        .primary(NEW, 0.02, 0.002)
                        .guardrail(NEW, step * 0.0005, stdError)
                        .decide()
                        .action()
                        .ships();
                assertThat(!ships || shipped).as("step %d", step).isTrue();
                shipped = ships;
            }
            assertThat(shipped).isFalse();
        }
    }
}
