package assay.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.EstimationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTest {

    /** The same three days, in every form that is read, out of order. */
    @ParameterizedTest
    @CsvSource({
        "2021-02-03,2021-01-31,2021-02-01",
        "2021/2/3,2021/1/31,2021/2/1",
        "20210203,20210131,20210201",
        "3.2.2021,31.1.2021,1.2.2021",
        "02/03/2021,01/31/2021,02/01/2021",
        "03/02/2021,31/01/2021,01/02/2021",
        "2021-02-03 00:00:00,2021-01-31 00:00:00,2021-02-01 00:00:00",
        "2021-02-03T00:00Z,2021-01-31T00:00Z,2021-02-01T00:00Z"
    })
    void datesOfOneForm(String third, String first, String second) {
        Calendar calendar = Calendar.of("date", List.of(third, first, second));
        assertThat(calendar.labels()).containsExactly("2021-01-31", "2021-02-01", "2021-02-03");
        assertThat(calendar.position(0)).isEqualTo(2);
        assertThat(calendar.gap()).contains("2021-02-01 to 2021-02-03");
        assertThat(calendar.indexOf("31.1.2021", "--from")).isZero();
        assertThat(calendar.indexOf("01/31/2021", "--from")).isZero();
        assertThat(calendar.indexOf("31/01/2021", "--from")).isZero();
        // The second of January is not in the table, the first of February is.
        assertThat(calendar.indexOf("01/02/2021", "--from")).isEqualTo(1);
        assertThatThrownBy(() -> calendar.indexOf("2021-02-02", "--from"))
                .hasMessageContaining("--from: there is no period 2021-02-02");
    }

    @Test
    void numbersAreOrderedAsNumbers() {
        assertThat(Calendar.of("week", List.of("10", "9", "11")).labels()).containsExactly("9", "10", "11");
    }

    @Test
    void monthsAreEquallyLong() {
        assertThat(Calendar.of("month", List.of("2021-01-01", "2021-02-01", "2021-03-01"))
                        .gap())
                .isEmpty();
    }

    @Test
    void whatCannotBeRead() {
        assertThatThrownBy(() -> Calendar.of("date", List.of("01/02/2021", "01/03/2021")))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("day or the month first");
        assertThatThrownBy(() -> Calendar.of("date", List.of("2021-01-31", "02/01/2021")))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("neither a number nor a date");
        assertThatThrownBy(() -> Calendar.of("date", List.of("2021-01-31 00:00", "2021-01-31 12:00")))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("same day");
    }
}
