package assay.rounds;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * A campaign in a file, replaced as a whole after every step. The file says its version and the digest of its content; the rows of
 * discovery, which are needed until segments are found, lie beside it, one file for each log, named by round and digest and written
 * before the state that names them. A process that is killed between or inside steps leaves the state before its step or after it: the
 * step is given again, and a log that was taken in is known by its content.
 */
public final class CampaignState {

    private static final String KIND = "assay-campaign";
    private static final int VERSION = 1;

    private final Path file;
    private final SegmentModel model;
    private final Consumer<String> watch;

    /**
     * The state of a campaign.
     *
     * @param file where it is, or is to be
     * @param model finds segments, and reads them back
     */
    public CampaignState(Path file, SegmentModel model) {
        this(file, model, DurableFile.UNWATCHED);
    }

    CampaignState(Path file, SegmentModel model, Consumer<String> watch) {
        this.file = file;
        this.model = model;
        this.watch = watch;
    }

    /**
     * Writes the campaign whole or not at all.
     *
     * @param campaign the campaign
     * @throws IOException if it cannot be written
     */
    public void save(Campaign campaign) throws IOException {
        Path folder = rowsFolder();
        for (RoundLog log : campaign.history().discovery()) {
            Path rows = rows(folder, log.round(), log.digest());
            if (!Files.exists(rows)) {
                Files.createDirectories(folder);
                DurableFile.write(rows, LogBytes.write(log), watch);
            }
        }
        JsonObject body = new JsonObject();
        body.addProperty("kind", KIND);
        body.addProperty("version", VERSION);
        body.addProperty("model", model.name());
        body.add("design", CampaignJson.design(campaign.design()));
        body.add("history", CampaignJson.history(campaign.history()));
        body.addProperty("checksum", digest(body));
        DurableFile.write(file, (body + "\n").getBytes(StandardCharsets.UTF_8), watch);
    }

    /**
     * Reads the campaign.
     *
     * @return the campaign as it was saved
     * @throws CampaignFileException if it is no such file, of another version, damaged, or a file of rows is missing
     * @throws IOException if it cannot be read at all
     */
    public Campaign load() throws IOException {
        JsonObject body = opened(Files.readString(file));
        try {
            CampaignDesign design = CampaignJson.design(body.getAsJsonObject("design"));
            JsonObject told = body.getAsJsonObject("history");
            List<RoundLog> discovery = new ArrayList<>();
            if (told.get("segments").isJsonNull()) {
                JsonArray rounds = told.getAsJsonArray("rounds");
                for (int r = 0; r < rounds.size(); r++) {
                    for (JsonElement chunk : rounds.get(r).getAsJsonObject().getAsJsonArray("logs")) {
                        discovery.add(
                                log(r, chunk.getAsJsonObject().get("digest").getAsString()));
                    }
                }
            }
            return Campaign.resumed(design, model, CampaignJson.history(design, model, told, discovery));
        } catch (CampaignFileException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CampaignFileException("The campaign in " + file + " cannot be read: " + e.getMessage()
                    + ". Restore the file from a copy.");
        }
    }

    private JsonObject opened(String text) {
        JsonElement parsed;
        try {
            parsed = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new CampaignFileException(
                    file + " is no campaign: it is not JSON. Give a file that assay rounds wrote.");
        }
        if (!parsed.isJsonObject()
                || !parsed.getAsJsonObject().has("kind")
                || !parsed.getAsJsonObject().get("kind").toString().equals('"' + KIND + '"')) {
            throw new CampaignFileException(file + " is no campaign: it does not say kind '" + KIND
                    + "'. Give a file that assay rounds wrote.");
        }
        JsonObject body = parsed.getAsJsonObject();
        String version = String.valueOf(body.get("version"));
        if (!version.equals(Integer.toString(VERSION))) {
            throw new CampaignFileException("The campaign in " + file + " is of version " + version
                    + ", and this software reads version " + VERSION + ". Use the software that wrote it.");
        }
        JsonElement checksum = body.remove("checksum");
        if (checksum == null || !checksum.toString().equals('"' + digest(body) + '"')) {
            throw new CampaignFileException("The campaign in " + file
                    + " is damaged or was changed by hand: its checksum does not fit. Restore it from a copy.");
        }
        String name = String.valueOf(body.get("model"));
        if (!name.equals('"' + model.name() + '"')) {
            throw new CampaignFileException("The segments of the campaign in " + file + " are of the model " + name
                    + ", not of \"" + model.name() + "\". Go on with the model that it began with.");
        }
        return body;
    }

    private RoundLog log(int round, String digest) throws IOException {
        Path rows = rows(rowsFolder(), round, digest);
        if (!Files.exists(rows)) {
            throw new CampaignFileException("The rows of discovery in " + rows
                    + " are missing: segments cannot be found without them. Restore the file from a copy.");
        }
        RoundLog log = LogBytes.read(Files.readAllBytes(rows), rows);
        if (!log.digest().equals(digest)) {
            throw new CampaignFileException(
                    "The rows of discovery in " + rows + " are damaged: restore the file from a copy.");
        }
        return log;
    }

    private Path rowsFolder() {
        return file.resolveSibling(file.getFileName() + ".rows");
    }

    private static Path rows(Path folder, int round, String digest) {
        return folder.resolve("round-" + round + "-" + digest + ".rows");
    }

    private static String digest(JsonObject body) {
        try {
            byte[] bytes =
                    MessageDigest.getInstance("SHA-256").digest(body.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
