package assay.dgp.scenario;

import assay.design.HashAssignment;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;

/** What goes wrong on the way from assignment to the log. */
final class Spoiler {

    private static final int HOUR = 3600;

    private final ScenarioWorld world;
    private final Faults faults;
    private final Journey journey;
    private final Streams streams;

    Spoiler(ScenarioWorld world, Journey journey, Streams streams) {
        this.world = world;
        this.faults = world.faults();
        this.journey = journey;
        this.streams = streams;
    }

    /** Bots that nobody knows of, and staff who choose their arm. */
    void beforeExposure() {
        if (Rates.any(faults.bots().unflagged())) {
            Philox random = Stream.BOTS.of(streams);
            for (int i = 0; i < journey.arm.length; i++) {
                double u = random.nextDouble();
                if (journey.arm[i] >= 0
                        && journey.kind[i] == Traits.GENUINE
                        && u < faults.bots().unflagged().get(journey.arm[i])) {
                    journey.kind[i] = Traits.UNFLAGGED_BOT;
                }
            }
        }
        if (faults.staff().share() > 0 && faults.staff().forced() > 0) {
            Philox random = Stream.STAFF.of(streams);
            for (int i = 0; i < journey.arm.length; i++) {
                double u = random.nextDouble();
                if (journey.arm[i] >= 0
                        && journey.kind[i] == Traits.STAFF
                        && u < faults.staff().forced()) {
                    journey.arm[i] = world.firstTreatment();
                }
            }
        }
    }

    void afterExposure() {
        leak();
        expose();
        lose();
        repeat();
        rebucket();
    }

    private void leak() {
        if (faults.leakage() > 0) {
            Philox random = Stream.LEAKAGE.of(streams);
            for (int i = 0; i < journey.arm.length; i++) {
                if (random.nextDouble() < faults.leakage() && journey.served[i] == world.control()) {
                    journey.served[i] = world.firstTreatment();
                }
            }
        }
    }

    /** Exposure and the opportunity before it are logged up to an hour too early. */
    private void expose() {
        if (faults.earlyExposure() > 0) {
            Philox random = Stream.EARLY_EXPOSURE.of(streams);
            for (int i = 0; i < journey.arm.length; i++) {
                boolean early = random.nextDouble() < faults.earlyExposure();
                int ahead = 1 + (int) (random.nextDouble() * HOUR);
                if (early && journey.exposed[i] != Journey.NEVER) {
                    int shift = journey.exposed[i] - journey.assigned[i] + ahead;
                    journey.exposed[i] -= shift;
                    journey.triggered[i] -= shift;
                }
            }
        }
    }

    private void lose() {
        if (Rates.any(faults.lost())) {
            Philox random = Stream.LOSS.of(streams);
            for (int i = 0; i < journey.arm.length; i++) {
                double u = random.nextDouble();
                journey.logged[i] &= journey.arm[i] >= 0 && u >= faults.lost().get(journey.arm[i]);
            }
        }
    }

    private void repeat() {
        if (faults.duplicates() > 0 || faults.conflicts() > 0) {
            Philox random = Stream.DUPLICATES.of(streams);
            int arms = world.variants().size();
            for (int i = 0; i < journey.arm.length; i++) {
                double u = random.nextDouble();
                double which = random.nextDouble();
                int later = 1 + (int) (random.nextDouble() * Journey.DAY);
                if (!journey.logged[i] || u >= faults.duplicates() + faults.conflicts()) {
                    continue;
                }
                int step = u < faults.duplicates() ? 0 : 1 + (int) (which * (arms - 1));
                again(i, (journey.arm[i] + step) % arms, journey.assigned[i] + later);
            }
        }
    }

    private void rebucket() {
        if (faults.rebucketShare() > 0) {
            Philox random = Stream.REBUCKETING.of(streams);
            HashAssignment.Placer placer =
                    journey.assigner(journey.salt + ".2", List.of()).placer();
            int from = (int) (faults.rebucketDay() * Journey.DAY);
            for (int i = 0; i < journey.arm.length; i++) {
                boolean back = random.nextDouble() < faults.rebucketShare();
                int later = (int) (random.nextDouble() * Journey.DAY);
                if (back && journey.logged[i] && journey.assigned[i] < from) {
                    again(i, placer.armOf(journey.ids[i]), from + later);
                }
            }
        }
    }

    private void again(int i, int arm, int second) {
        if (second < journey.read) {
            journey.secondArm[i] = arm;
            journey.secondAssigned[i] = second;
        }
    }
}
