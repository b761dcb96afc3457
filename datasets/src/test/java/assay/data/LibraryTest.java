package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small data set in the form of Criteo's, served on the loopback interface. */
class LibraryTest {

    private static final int ROWS = 20_000;

    private final Path cache;
    private final Path elsewhere;
    private final HttpServer server;
    private byte[] content;
    private final List<String> ranges = new ArrayList<>();
    private boolean rangesServed = true;
    private int cutAt = Integer.MAX_VALUE;
    private int status = 200;
    private String tag = "";
    private boolean conditionsHeeded = true;

    LibraryTest(@TempDir Path cache, @TempDir Path elsewhere) throws IOException {
        this.cache = cache;
        this.elsewhere = elsewhere;
        content = gzip(csv());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/toy.csv.gz", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aDownloadIsVerifiedAndStored() throws IOException {
        long[] last = new long[2];
        Path file = library(null).get("toy", Optional.empty(), (done, total) -> {
            last[0] = done;
            last[1] = total;
        });
        assertThat(file).isEqualTo(cache.resolve("toy.csv.gz")).hasBinaryContent(content);
        assertThat(last).containsExactly(content.length, content.length);
        assertThat(stored()).containsExactly("toy.csv.gz", "toy.csv.gz.sha256");
        assertThat(library(null).load("toy").rowCount()).isEqualTo(ROWS);
        library(null).get("toy", Optional.empty(), Progress.SILENT);
        assertThat(ranges).hasSize(1); // the second call found it in the cache
    }

    @Test
    void anInterruptedDownloadContinues() throws IOException {
        cutAt = content.length / 3;
        download(null, "download-failed", "is kept", "--from FILE");
        assertThat(stored()).containsExactly("toy.csv.gz.part");
        long have = Files.size(cache.resolve("toy.csv.gz.part"));
        assertThat(have).isPositive().isLessThanOrEqualTo(cutAt);
        cutAt = Integer.MAX_VALUE;
        assertThat(library(null).get("toy", Optional.empty(), Progress.SILENT)).hasBinaryContent(content);
        assertThat(ranges).containsExactly("none", "bytes=" + have + "-");
        assertThat(stored()).containsExactly("toy.csv.gz", "toy.csv.gz.sha256");
    }

    @Test
    void aFileThatChangedOnTheServerStartsAgain() throws IOException {
        for (boolean heeded : new boolean[] {true, false}) {
            conditionsHeeded = heeded;
            byte[] whole = content;
            tag = "\"old\"";
            content = gzip(csv().replace("0.5", "0.7"));
            cutAt = content.length / 3;
            download(null, "download-failed", "is kept");
            assertThat(stored()).containsExactly("toy.csv.gz.part", "toy.csv.gz.part.etag");
            cutAt = Integer.MAX_VALUE;
            tag = "\"new\"";
            content = whole;
            assertThat(library(null).get("toy", Optional.empty(), Progress.SILENT))
                    .hasBinaryContent(content);
            assertThat(stored()).containsExactly("toy.csv.gz", "toy.csv.gz.sha256");
            Files.delete(cache.resolve("toy.csv.gz"));
            Files.delete(cache.resolve("toy.csv.gz.sha256"));
        }
        assertThat(ranges).hasSize(5);
        assertThat(ranges.get(4)).isEqualTo("none");
    }

    @Test
    void aFileThatDidNotChangeContinues() throws IOException {
        tag = "\"same\"";
        cutAt = content.length / 3;
        download(null, "download-failed", "is kept");
        long have = Files.size(cache.resolve("toy.csv.gz.part"));
        cutAt = Integer.MAX_VALUE;
        assertThat(library(null).get("toy", Optional.empty(), Progress.SILENT)).hasBinaryContent(content);
        assertThat(ranges).containsExactly("none", "bytes=" + have + "-");
    }

    @Test
    void aPartIsNeverReadAsTheFile() throws IOException {
        Files.write(cache.resolve("toy.csv.gz.part"), java.util.Arrays.copyOf(content, content.length / 2));
        assertThatThrownBy(() -> library(null).load("toy"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has not been fetched yet");
    }

    @Test
    void aServerThatIgnoresRangesStartsAgain() throws IOException {
        Files.write(cache.resolve("toy.csv.gz.part"), new byte[500]);
        rangesServed = false;
        assertThat(library(null).get("toy", Optional.empty(), Progress.SILENT)).hasBinaryContent(content);
        assertThat(ranges).containsExactly("bytes=500-");
    }

    @Test
    void aWholePartIsNotDownloadedAgain() throws IOException {
        Files.write(cache.resolve("toy.csv.gz.part"), content);
        assertThat(library(null).get("toy", Optional.empty(), Progress.SILENT)).hasBinaryContent(content);
        assertThat(ranges).containsExactly("bytes=" + content.length + "-");
    }

    @Test
    void aPartLongerThanTheFileIsThrownAway() throws IOException {
        Files.write(cache.resolve("toy.csv.gz.part"), new byte[content.length + 10]);
        assertThat(library(null).get("toy", Optional.empty(), Progress.SILENT)).hasBinaryContent(content);
        assertThat(ranges).containsExactly("bytes=" + (content.length + 10) + "-", "none");
    }

    @Test
    void corruptContentIsRefusedAndNothingStays() throws IOException {
        content = gzip(csv().replaceFirst("\n0.5,1,1\n", "\n0.5,1,0\n"));
        download(null, "verification-failed", "rows with treatment = 1, visit = 1 and not");
        assertThat(stored()).isEmpty();
        content = gzip(csv().replaceFirst("\n0.5,", "\nx,"));
        download(null, "verification-failed", "it has 1 rows without a number in f0 and not 0");
        content = gzip(csv().replaceFirst("\n0.5,1,1\n", "\n"));
        download(null, "verification-failed", "rows and not 20,000");
        content = gzip(csv().replaceFirst("visit", "clicks"));
        download(null, "verification-failed", "its columns are f0,treatment,clicks");
        content = "<html><body>Log in to continue</body></html>\n".getBytes(StandardCharsets.UTF_8);
        download(null, "verification-failed", "is not the data set toy");
        content = new byte[] {0, 1, 2};
        download(null, "file-format", "binary");
        byte[] whole = gzip(csv());
        content = java.util.Arrays.copyOf(whole, whole.length - 100);
        download(null, "verification-failed", "is not the data set toy");
        assertThat(stored()).isEmpty();
    }

    @Test
    void aKnownChecksumDecides() throws IOException {
        String sha256 = Sha256.of(() -> new java.io.ByteArrayInputStream(content));
        assertThat(library(sha256).get("toy", Optional.empty(), Progress.SILENT))
                .hasBinaryContent(content);
        Files.delete(cache.resolve("toy.csv.gz"));
        download("0".repeat(64), "verification-failed", "its SHA-256 is " + sha256);
    }

    @Test
    void errorsOfTheServerSayHowToDoWithout() throws IOException {
        status = 404;
        download(null, "download-failed", "status 404", "assay data get toy --from FILE");
        server.stop(0);
        download(null, "download-failed", "could not be downloaded", "--from FILE");
        assertThat(stored()).isEmpty();
    }

    @Test
    void aFileIsTakenInAnyForm() throws Exception {
        Path csv = Files.writeString(elsewhere.resolve("a.csv"), csv());
        Path parquet = elsewhere.resolve("a.parquet");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_csv('" + csv + "')) TO '" + parquet + "' (FORMAT parquet)");
        }
        Path gz = Files.write(elsewhere.resolve("a.csv.gz"), content);
        for (Path from : List.of(csv, parquet, gz)) {
            Path file = library(null).get("toy", Optional.of(from), Progress.SILENT);
            assertThat(file).hasSameBinaryContentAs(from);
            assertThat(stored())
                    .containsExactly(
                            "toy" + from.getFileName().toString().substring(1), file.getFileName() + ".sha256");
            assertThat(library(null).load("toy").intColumn("visit").sum()).isEqualTo(ROWS / 4.0);
        }
        assertThat(ranges).isEmpty();
    }

    @Test
    void aWrongFileIsNotTakenAndTheStoredOneStays() throws IOException {
        library(null).get("toy", Optional.empty(), Progress.SILENT);
        Path wrong = Files.writeString(elsewhere.resolve("wrong.csv"), "a,b\n1,2\n");
        assertThatThrownBy(() -> library(null).get("toy", Optional.of(wrong), Progress.SILENT))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo("verification-failed"));
        assertThatThrownBy(() -> library(null).get("toy", Optional.of(elsewhere.resolve("wrng.csv")), Progress.SILENT))
                .hasMessageContaining("Did you mean wrong.csv?");
        assertThat(stored()).containsExactly("toy.csv.gz", "toy.csv.gz.sha256");
        assertThat(library(null).load("toy").rowCount()).isEqualTo(ROWS);
    }

    @Test
    void aStoredFileThatChangedIsRefused() throws IOException {
        assertThatThrownBy(() -> library(null).load("toy")).hasMessageContaining("assay data get toy");
        Path file = library(null).get("toy", Optional.empty(), Progress.SILENT);
        Files.write(file, gzip(csv().replaceFirst("0.5", "0.6")));
        assertThatThrownBy(() -> library(null).load("toy"))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo("verification-failed"))
                .hasMessageContaining("has changed since it was verified");
    }

    @Test
    void aFileWithoutItsChecksumIsVerifiedAgain() throws IOException {
        Path file = library(null).get("toy", Optional.empty(), Progress.SILENT);
        Files.delete(cache.resolve("toy.csv.gz.sha256"));
        assertThat(library(null).load("toy").rowCount()).isEqualTo(ROWS);
        assertThat(cache.resolve("toy.csv.gz.sha256")).content().contains(Sha256.of(() -> Files.newInputStream(file)));
    }

    @Test
    void aShippedTableIsUnpacked() throws IOException {
        Library library = new Library(Cards.all(), new Cache(cache));
        Path file = library.get("star", Optional.empty(), Progress.SILENT);
        assertThat(file).isEqualTo(cache.resolve("star.csv.gz"));
        assertThat(Sha256.of(() -> Files.newInputStream(file)))
                .isEqualTo(library.card("star").sha256());
        assertThatThrownBy(() -> library.get("star", Optional.of(file), Progress.SILENT))
                .hasMessageContaining("ships with Assay");
    }

    @Test
    void theCacheFollowsTheEnvironment() {
        assertThat(Cache.of(Map.of("ASSAY_CACHE", "/a", "XDG_CACHE_HOME", "/x"), "/h")
                        .folder())
                .isEqualTo(Path.of("/a"));
        assertThat(Cache.of(Map.of("XDG_CACHE_HOME", "/x"), "/h").folder()).isEqualTo(Path.of("/x/assay"));
        assertThat(Cache.of(Map.of(), "/h").folder()).isEqualTo(Path.of("/h/.cache/assay"));
    }

    private void download(@Nullable String sha256, String code, String... messages) {
        assertThatThrownBy(() -> library(sha256).get("toy", Optional.empty(), Progress.SILENT))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e.getMessage()).contains(messages));
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private Library library(@Nullable String sha256) {
        String url = "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/toy.csv.gz";
        List<Card.Variable> columns = List.of(
                new Card.Variable("f0", Card.Type.NUMBER, "none", "feature"),
                new Card.Variable("treatment", Card.Type.INTEGER, "0/1", "arm"),
                new Card.Variable("visit", Card.Type.INTEGER, "0/1", "outcome"));
        Card.Design design = new Card.Design(
                "randomised", "arm", "a user", List.of("visit"), "treatment", "1", "0", null, List.of("f0"));
        List<Card.Count> counts = List.of(
                new Card.Count(Map.of("treatment", "1"), ROWS / 2),
                new Card.Count(Map.of("treatment", "1", "visit", "1"), ROWS / 4));
        Card card = new Card(
                "toy",
                Card.Kind.ON_DEMAND,
                "t",
                "d",
                "s",
                null,
                url,
                null,
                null,
                "l",
                "toy.csv.gz",
                sha256,
                ROWS,
                columns,
                design,
                List.of(),
                List.of(),
                counts);
        return new Library(List.of(card), new Cache(cache));
    }

    private static String csv() {
        StringBuilder text = new StringBuilder("f0,treatment,visit\n");
        for (int i = 0; i < ROWS / 4; i++) {
            String noise = String.format(Locale.ROOT, "%.6f", Math.abs(Math.sin(i)));
            text.append(noise).append(",0,0\n0.5,1,1\n0.25,0,0\n").append(noise).append(",1,0\n");
        }
        return text.toString();
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "none" : range);
        int from = 0;
        int code = status;
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        boolean same = condition == null || condition.equals(tag) || !conditionsHeeded;
        if (!tag.isEmpty()) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        if (range != null && rangesServed && same && status == 200) {
            from = Integer.parseInt(range.replaceAll("\\D", ""));
            boolean past = from >= content.length;
            code = past ? 416 : 206;
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            past
                                    ? "bytes */" + content.length
                                    : "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        if (code == 416 || code == 404) {
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(code, content.length - from);
        int until = Math.min(content.length, Math.max(from, cutAt));
        exchange.getResponseBody().write(content, from, until - from);
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
