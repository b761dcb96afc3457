package assay.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SeriesLearner[task=REGRESSION, degree=5, interactions=PAIRWISE, ridge=1.0]"
                        + "|series learner: regression, degree 5, pairwise interactions, ridge 1",
                "LogisticLearner[ridge=0.0] | logistic learner: ridge 0",
                "BoostedTrees[learningRate=0.05, treeCount=200] | boosted trees: learning rate 0.05, tree count 200",
                "Plain[] | plain",
                "Design[rule=Spending[family=OBRIEN_FLEMING, rho=0.0], sides=TWO_SIDED, futility=Optional.empty]"
                        + "| design: rule (spending: obrien fleming family, rho 0), two sided sides, futility none",
                "OptionalDouble.empty | none",
                "[0.2, 0.4, 1.0] | [0.2, 0.4, 1.0]",
                "Plan[effects=[0.2, 0.4], power=0.8] | plan: effects (0.2, 0.4), power 0.8",
                "hc2 | hc2",
                "0.01 | 0.01",
                "stratified-by-arm | stratified-by-arm"
            })
    void recordsAreSaidInWordsAndOtherValuesAreKept(String value, String words) {
        assertThat(OptionText.of(value)).isEqualTo(words);
    }
}
