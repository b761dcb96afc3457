package assay.experiment;

import static assay.condition.Condition.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** A table, its rows compressed, its rows in shards of odd sizes, and both: the same answers in every design. */
final class ReadingsTest {

    private static final Table TABLE = new GrammarData(2).table();

    private static List<Effect> answers(int bits, Source source, boolean compressed) {
        Experiment experiment = Experiment.on(source).assignment("arm");
        experiment = (bits & 1) > 0 ? experiment.treatment("received") : experiment;
        experiment = (bits & 2) > 0 ? experiment.clusterBy("store") : experiment;
        experiment = (bits & 4) > 0 ? experiment.propensity("propensity") : experiment;
        Analysis analysis = experiment.metrics(List.of("sales", "visits"));
        if ((bits & 8) > 0) {
            analysis = experiment.metrics(List.of("sales", "visits"), "tenure").saturated("device");
        }
        Model.Linear model = Model.linear().population(Population.SUPERPOPULATION);
        FittedModel fitted = analysis.fit(compressed ? model.compressed() : model);
        Effects segments = fitted.effects(List.of(where("device = 'desktop'"), where("not device = 'desktop'")));
        List<Effect> all = new ArrayList<>(fitted.effect().list());
        all.addAll(fitted.effect().relative().list());
        all.addAll(segments.list());
        all.addAll(segments.project(segments.shares()).list());
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void giveTheSameAnswers(int bits) {
        Source table = ColumnSource.of(TABLE);
        List<Effect> expected = answers(bits, table, false);
        Source shards = GrammarData.sharded(table, 1, 64, 7, 101);
        for (List<Effect> actual :
                List.of(answers(bits, table, true), answers(bits, shards, false), answers(bits, shards, true))) {
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.size(); i++) {
                Estimate one = actual.get(i).estimate();
                Estimate other = expected.get(i).estimate();
                assertThat(one.value()).isCloseTo(other.value(), within(1e-9 * Math.abs(other.value())));
                assertThat(one.stdError()).isCloseTo(other.stdError(), within(1e-9 * other.stdError()));
                assertThat(one.inference().degreesOfFreedom())
                        .isCloseTo(other.inference().degreesOfFreedom(), within(1e-6));
                assertThat(one.inference().pValue(0))
                        .isCloseTo(other.inference().pValue(0), within(1e-9));
            }
        }
    }
}
