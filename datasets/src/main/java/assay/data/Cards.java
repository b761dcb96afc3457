package assay.data;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The cards and files that ship with Assay. */
final class Cards {

    /** In the order in which they are listed. */
    private static final List<String> NAMES = List.of(
            "lalonde", "jobs", "framing", "star", "petersen", "cigarettes", "college_distance", "hillstrom", "criteo");

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    private Cards() {}

    /** All cards. */
    static List<Card> all() {
        return NAMES.stream().map(Cards::read).toList();
    }

    /** The file of a card that ships. */
    static Content content(Card card) {
        return () -> resource(card.file());
    }

    private static Card read(String name) {
        try (InputStream in = resource("cards/" + name + ".json")) {
            return GSON.fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), Card.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Cards.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("The resource assay/data/" + name + " is missing from the jar.");
        }
        return in;
    }
}
