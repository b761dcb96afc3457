package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuideServerTest {

    @TempDir
    Path folder;

    private record Answer(int code, String type, String text) {}

    private static Answer get(URI address, String method) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestMethod(method);
        int code = connection.getResponseCode();
        try (InputStream in = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(code, String.valueOf(connection.getContentType()), text);
        }
    }

    @Test
    void pagesAreServedToThisMachineAndNothingElseIs() throws IOException {
        Path guide = Files.createDirectories(folder.resolve("guide/methods"));
        Files.writeString(folder.resolve("guide/index.html"), "<p>home</p>");
        Files.writeString(guide.resolve("index.html"), "<p>methods</p>");
        Files.writeString(folder.resolve("guide/site.js"), "1");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(folder.resolve("guide/link.txt"), folder.resolve("secret.txt"));
        try (GuideServer server = GuideServer.start(folder.resolve("guide"), 0)) {
            URI home = server.address();
            assertThat(InetAddress.getByName(home.getHost()).isLoopbackAddress())
                    .isTrue();
            assertThat(get(home, "GET")).isEqualTo(new Answer(200, "text/html; charset=utf-8", "<p>home</p>"));
            assertThat(get(home.resolve("methods/"), "GET").text).isEqualTo("<p>methods</p>");
            assertThat(get(home.resolve("site.js"), "GET").type).isEqualTo("text/javascript; charset=utf-8");
            assertThat(get(home, "HEAD")).isEqualTo(new Answer(200, "text/html; charset=utf-8", ""));
            assertThat(get(home, "POST").code).isEqualTo(405);
            assertThat(get(home.resolve("nowhere.html"), "GET").code).isEqualTo(404);
            assertThat(get(home.resolve("link.txt"), "GET").code).isEqualTo(404);
            assertThat(raw(home, "/../secret.txt")).contains("404").doesNotContain("\r\n\r\nsecret");
            assertThat(raw(home, "/%2e%2e/secret.txt")).contains("404").doesNotContain("\r\n\r\nsecret");
            assertThat(raw(home, "/%00")).contains("404");
        }
    }

    /** A request as it is written, which clients tidy before they send it. */
    private static String raw(URI home, String path) throws IOException {
        try (Socket socket = new Socket(home.getHost(), home.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
