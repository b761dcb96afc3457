package assay.trust;

import assay.decision.ExperimentLog;
import assay.decision.View;

/** How far a unit came. */
enum Stage {
    ASSIGNMENT(View.ASSIGNED, "assigned") {
        @Override
        double[] times(ExperimentLog log) {
            return log.assigned();
        }
    },
    TRIGGER(View.TRIGGERED, "triggered") {
        @Override
        double[] times(ExperimentLog log) {
            return log.triggered();
        }
    },
    EXPOSURE(View.EXPOSED, "exposed") {
        @Override
        double[] times(ExperimentLog log) {
            return log.exposed();
        }
    };

    private final View view;
    private final String verb;

    Stage(View view, String verb) {
        this.view = view;
        this.verb = verb;
    }

    /** Days since the start, NaN where a row never came so far. */
    abstract double[] times(ExperimentLog log);

    String verb() {
        return verb;
    }

    /** Whether the comparison of a view stands on the units of this stage. */
    boolean carries(View primary) {
        return view == View.ASSIGNED || primary == View.EXPOSED || view == primary;
    }

    static Stage of(View view) {
        return switch (view) {
            case ASSIGNED -> ASSIGNMENT;
            case TRIGGERED -> TRIGGER;
            case EXPOSED -> EXPOSURE;
        };
    }
}
