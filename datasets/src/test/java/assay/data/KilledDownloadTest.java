package assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that downloads is killed in the middle, and another goes on. */
class KilledDownloadTest {

    private static final int SIZE = 3_000_000;
    private static final int FIRST = 1_000_000;

    private final byte[] content = new byte[SIZE];
    private final CountDownLatch killed = new CountDownLatch(1);
    private volatile String range = "";

    /** The process that is killed. */
    public static final class Child {

        private Child() {}

        /** Downloads a file. */
        public static void main(String[] args) throws IOException {
            Downloader.download(URI.create(args[0]), Path.of(args[1]), Progress.SILENT);
        }
    }

    @Test
    @Timeout(120)
    void anotherProcessGoesOn(@TempDir Path folder) throws Exception {
        for (int i = 0; i < SIZE; i++) {
            content[i] = (byte) ((i * 31) >>> 5);
        }
        Card card = Cards.all().stream()
                .filter(one -> one.name().equals("criteo"))
                .findFirst()
                .orElseThrow();
        Cache cache = new Cache(folder);
        Path part = cache.part(card);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/file", this::answer);
        server.start();
        try {
            String url = "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                    + server.getAddress().getPort() + "/file";
            Process child = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            url,
                            part.toString()))
                    .inheritIO()
                    .start();
            while (child.isAlive() && (!Files.exists(part) || Files.size(part) < FIRST)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            child.destroyForcibly().waitFor();
            killed.countDown();

            assertThat(Files.size(part)).isEqualTo(FIRST);
            assertThat(cache.find(card)).isEqualTo(Optional.empty());

            Downloader.download(URI.create(url), part, Progress.SILENT);
            assertThat(range).isEqualTo("bytes=" + FIRST + "-");
            assertThat(part).hasBinaryContent(content);
        } finally {
            killed.countDown();
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** Serves the first third and no more until the reader is dead, then what is asked. */
    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestHeaders().getFirst("Range");
        exchange.getResponseHeaders().set("ETag", "\"one\"");
        if (asked == null) {
            exchange.sendResponseHeaders(200, SIZE);
            exchange.getResponseBody().write(content, 0, FIRST);
            exchange.getResponseBody().flush();
            try {
                killed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            range = asked;
            int from = Integer.parseInt(asked.replaceAll("\\D", ""));
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE);
            exchange.sendResponseHeaders(206, SIZE - from);
            exchange.getResponseBody().write(content, from, SIZE - from);
        }
        exchange.close();
    }
}
