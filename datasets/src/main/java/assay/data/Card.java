package assay.data;

import com.google.gson.annotations.SerializedName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a data set is, where it comes from, and what it can and cannot show.
 *
 * @param name how it is called in {@link Datasets} and on the command line
 * @param kind whether it ships with Assay
 * @param title one line
 * @param description a paragraph
 * @param source the citation
 * @param doi of the source, null if it has none
 * @param url where the file itself is published, null for an export from a package
 * @param rPackage the R package that the file was exported from, null if none
 * @param packageVersion the version of that package, null if none
 * @param licence under which the data may be used
 * @param file the name of the file, whose extension says what it holds
 * @param sha256 of that file in lower-case hexadecimal, null when nobody has published it: then the counts identify it
 * @param rows the number of rows
 * @param columns the columns in order
 * @param design how the data arose
 * @param goodFor what it can be used to show
 * @param notGoodFor what it must not be used to show, and why
 * @param counts published numbers of rows that identify the file
 */
public record Card(
        String name,
        Kind kind,
        String title,
        String description,
        String source,
        @Nullable String doi,
        @Nullable String url,
        @SerializedName("package") @Nullable String rPackage,
        @Nullable String packageVersion,
        String licence,
        String file,
        @Nullable String sha256,
        long rows,
        List<Variable> columns,
        Design design,
        List<String> goodFor,
        List<String> notGoodFor,
        List<Count> counts) {

    /** The lists are copied. */
    public Card {
        columns = List.copyOf(columns);
        goodFor = List.copyOf(goodFor);
        notGoodFor = List.copyOf(notGoodFor);
        counts = List.copyOf(counts);
    }

    /** Where the file of a card is. */
    public enum Kind {
        /** In Assay itself. */
        @SerializedName("shipped")
        SHIPPED,
        /** Downloaded, or taken from a file, when it is asked for. */
        @SerializedName("on-demand")
        ON_DEMAND
    }

    /** What a column holds. */
    public enum Type {
        /** Whole numbers, 0/1 indicators included. */
        @SerializedName("integer")
        INTEGER,
        /** Numbers. */
        @SerializedName("number")
        NUMBER,
        /** Text, mostly the levels of a factor. */
        @SerializedName("text")
        TEXT
    }

    /**
     * A column.
     *
     * @param name as in the header
     * @param type what it holds
     * @param unit of measurement, {@code 0/1} for an indicator, {@code category} for levels
     * @param description what it means
     */
    public record Variable(String name, Type type, String unit, String description) {}

    /**
     * How the data arose and how they are usually analysed.
     *
     * @param kind {@code randomised}, {@code observational} or {@code simulated}
     * @param randomised what was randomised, at what unit; or how units came to be treated
     * @param unit what one row is
     * @param outcome suggested outcome columns
     * @param assignment suggested assignment or treatment column, null if there is none
     * @param treated the value of that column that means treated, null if there is none
     * @param control the value that means control, null if there is none
     * @param cluster the column whose values share shocks or an assignment, null if there is none
     * @param covariates columns measured before the assignment
     */
    public record Design(
            String kind,
            String randomised,
            String unit,
            List<String> outcome,
            @Nullable String assignment,
            @Nullable String treated,
            @Nullable String control,
            @Nullable String cluster,
            List<String> covariates) {

        /** The lists are copied. */
        public Design {
            outcome = List.copyOf(outcome);
            covariates = List.copyOf(covariates);
        }
    }

    /**
     * A published number of rows.
     *
     * @param where the values that the counted rows have, by column
     * @param rows how many rows have them
     */
    public record Count(Map<String, String> where, long rows) {

        /** The map is copied. */
        public Count {
            where = Collections.unmodifiableMap(new TreeMap<>(where));
        }
    }
}
