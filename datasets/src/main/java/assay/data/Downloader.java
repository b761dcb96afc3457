package assay.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads over HTTP into a partial file, which a later call continues. The entity tag of what came so far is kept beside it, so that a file
 * that has changed on the server since starts again.
 */
final class Downloader {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BLOCK = 1 << 16;
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(\\d+|\\*)");

    private Downloader() {}

    /**
     * Completes the partial file.
     *
     * @throws IOException if the server cannot be reached, refuses, or stops in the middle; what has come so far stays
     */
    static void download(URI from, Path part, Progress progress) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        if (attempt(client, from, part, progress) == Outcome.START_AGAIN) {
            Files.deleteIfExists(part);
            Files.deleteIfExists(tagFile(part));
            if (attempt(client, from, part, progress) == Outcome.START_AGAIN) {
                throw new IOException("the server does not serve the file from its start");
            }
        }
        Files.deleteIfExists(tagFile(part));
    }

    private static Path tagFile(Path part) {
        return part.resolveSibling(part.getFileName() + ".etag");
    }

    private enum Outcome {
        COMPLETE,
        START_AGAIN
    }

    private static Outcome attempt(HttpClient client, URI from, Path part, Progress progress) throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(from).timeout(PATIENCE);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        Path tagFile = tagFile(part);
        String tag = Files.exists(tagFile) ? Files.readString(tagFile, StandardCharsets.UTF_8) : "";
        if (have > 0 && !tag.isEmpty()) {
            request.header("If-Range", tag);
        }
        HttpResponse<InputStream> response = send(client, request.build());
        try (InputStream body = response.body()) {
            String seen = response.headers()
                    .firstValue("ETag")
                    .filter(value -> value.startsWith("\""))
                    .orElse("");
            Matcher range = CONTENT_RANGE.matcher(
                    response.headers().firstValue("Content-Range").orElse(""));
            boolean ranged = range.matches();
            switch (response.statusCode()) {
                case OK -> {
                    // What came before is of no use, and must not be taken for the beginning of this.
                    Files.deleteIfExists(part);
                    if (seen.isEmpty()) {
                        Files.deleteIfExists(tagFile);
                    } else {
                        Files.writeString(tagFile, seen, StandardCharsets.UTF_8);
                    }
                    append(response, body, part, 0, progress);
                }
                case PARTIAL_CONTENT -> {
                    boolean changed = !tag.isEmpty() && !seen.isEmpty() && !tag.equals(seen);
                    if (changed || !ranged || !String.valueOf(have).equals(range.group(1))) {
                        return Outcome.START_AGAIN;
                    }
                    append(response, body, part, have, progress);
                }
                case RANGE_NOT_SATISFIABLE -> {
                    boolean whole = ranged && String.valueOf(have).equals(range.group(2));
                    return whole ? Outcome.COMPLETE : Outcome.START_AGAIN;
                }
                default -> throw new IOException("the server answered with status " + response.statusCode());
            }
        }
        return Outcome.COMPLETE;
    }

    private static HttpResponse<InputStream> send(HttpClient client, HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the download was interrupted", e);
        }
    }

    private static void append(
            HttpResponse<InputStream> response, InputStream body, Path part, long have, Progress progress)
            throws IOException {
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        long total = length.isPresent() ? have + length.getAsLong() : -1;
        StandardOpenOption mode = have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        long done = have;
        try (OutputStream out =
                Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            byte[] block = new byte[BLOCK];
            for (int n = body.read(block); n >= 0; n = body.read(block)) {
                out.write(block, 0, n);
                done += n;
                progress.update(done, total);
            }
        }
        if (total >= 0 && done != total) {
            throw new IOException("the connection ended after " + done + " of " + total + " bytes");
        }
    }
}
