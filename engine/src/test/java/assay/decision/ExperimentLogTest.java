package assay.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentLogTest {

    private static final double NONE = Double.NaN;

    private static ExperimentLog log() {
        return ExperimentLog.builder()
                .users(new int[] {0, 1, 2, 1}, List.of("u0", "u1", "u2"))
                .arms(new int[] {0, 1, 1, 0}, List.of("control", "new"))
                .assigned(new double[] {0, 0.5, 1, 2})
                .triggered(new double[] {NONE, 0.6, 1.5, NONE})
                .exposed(new double[] {NONE, 0.7, NONE, NONE})
                .served(new int[] {-1, 1, -1, -1})
                .observedUntil(new double[] {30, 30, 30, 30})
                .outcome("revenue_30d", new double[] {1, NONE, 3, NONE})
                .outcome("conversions_7d", new double[] {1, 0, 1, 0})
                .history("historical_revenue_28d", new double[] {NONE, 2, 3, 2})
                .group("platform", new int[] {0, 1, -1, 1}, List.of("ios", "web"))
                .build();
    }

    @Test
    void aLogTravelsAsASampleWithoutLoss() {
        ExperimentLog log = log();
        ExperimentLog read = ExperimentLog.of(log.sample());
        assertThat(read.users().codes()).isEqualTo(log.users().codes());
        assertThat(read.users().levels()).isEqualTo(log.users().levels());
        assertThat(read.arms().levels()).isEqualTo(log.arms().levels());
        assertThat(read.served().codes()).isEqualTo(log.served().codes());
        assertThat(read.triggered()).isEqualTo(log.triggered());
        assertThat(read.exposed()).isEqualTo(log.exposed());
        assertThat(read.outcomes().keySet()).isEqualTo(log.outcomes().keySet());
        assertThat(read.outcome("revenue_30d")).isEqualTo(log.outcome("revenue_30d"));
        assertThat(read.histories().keySet()).containsExactly("historical_revenue_28d");
        assertThat(read.history("historical_revenue_28d")).isEqualTo(log.history("historical_revenue_28d"));
        assertThat(read.group("platform").codes())
                .isEqualTo(log.group("platform").codes());
    }

    @Test
    void rowsArePicked() {
        ExperimentLog picked = log().rows(new int[] {2, 0});
        assertThat(picked.size()).isEqualTo(2);
        assertThat(picked.outcome("revenue_30d")).containsExactly(3, 1);
        assertThat(picked.group("platform").codes()).containsExactly(-1, 0);
    }

    @Test
    void columnsHaveTheSameLength() {
        assertThatThrownBy(() -> ExperimentLog.builder()
                        .users(new int[] {0}, List.of("u0"))
                        .arms(new int[] {0}, List.of("a"))
                        .assigned(new double[] {1, 2})
                        .observedUntil(new double[] {1})
                        .build())
                .hasMessageContaining("assigned_day");
    }

    @Test
    void anotherSampleIsNoLog() {
        Sample sample = Sample.builder()
                .outcome("y", new double[] {1, 2})
                .assignment("arm", new double[] {0, 1})
                .build();
        assertThatThrownBy(() -> ExperimentLog.of(sample)).hasMessageContaining("covariate");
    }
}
