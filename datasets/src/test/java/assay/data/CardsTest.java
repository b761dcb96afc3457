package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class CardsTest {

    static List<Card> cards() {
        return Datasets.cards();
    }

    static List<Card> shipped() {
        return cards().stream().filter(card -> card.kind() == Card.Kind.SHIPPED).toList();
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyCardIsComplete(Card card) {
        assertThat(List.of(card.title(), card.description(), card.source(), card.licence(), card.file()))
                .allMatch(text -> !text.isBlank());
        assertThat(card.goodFor()).isNotEmpty();
        assertThat(card.notGoodFor()).isNotEmpty();
        List<String> names = card.columns().stream().map(Card.Variable::name).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(card.columns())
                .allMatch(column ->
                        !column.unit().isBlank() && !column.description().isBlank() && column.type() != null);
        List<String> roles = new ArrayList<>(card.design().outcome());
        roles.addAll(card.design().covariates());
        for (String role :
                new String[] {card.design().assignment(), card.design().cluster()}) {
            if (role != null) {
                roles.add(role);
            }
        }
        assertThat(names).containsAll(roles);
        card.counts()
                .forEach(count -> assertThat(names).containsAll(count.where().keySet()));
        if (card.kind() == Card.Kind.SHIPPED) {
            assertThat(card.sha256()).matches("[0-9a-f]{64}");
            assertThat(card.rPackage()).isNotBlank();
            assertThat(card.packageVersion()).isNotBlank();
        } else {
            assertThat(card.url()).startsWith("http");
            assertThat(card.counts()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void theFileIsTheOneOnTheCard(Card card) throws IOException {
        assertThat(Sha256.of(Cards.content(card))).isEqualTo(card.sha256());
        Table table = Datasets.load(card.name());
        assertThat(table.name()).isEqualTo(card.name());
        assertThat((long) table.rowCount()).isEqualTo(card.rows());
        assertThat(table.columnNames())
                .isEqualTo(card.columns().stream().map(Card.Variable::name).toList());
        for (Card.Variable column : card.columns()) {
            ColumnType type = table.column(column.name()).type();
            ColumnType expected = switch (column.type()) {
                case INTEGER -> ColumnType.INTEGER;
                case NUMBER -> ColumnType.DOUBLE;
                case TEXT -> ColumnType.STRING;
            };
            assertThat(type).as(card.name() + "." + column.name()).isEqualTo(expected);
        }
        String assignment = card.design().assignment();
        if (assignment != null && card.design().treated() != null) {
            assertThat(table.column(assignment).unique().asStringColumn().asList())
                    .contains(card.design().treated(), card.design().control());
        }
    }

    @Test
    void anUnknownNameSuggestsTheNearest() {
        assertThatThrownBy(() -> Datasets.load("lalond"))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo("unknown-dataset"))
                .hasMessageContaining("Did you mean lalonde?")
                .hasMessageContaining("criteo");
        assertThatThrownBy(() -> Datasets.card("zzzzzz")).hasMessageNotContaining("Did you mean");
    }
}
