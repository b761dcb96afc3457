package assay.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves the files of a folder to this machine alone, on the loopback address. */
final class GuideServer implements AutoCloseable {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "ipynb", "application/x-ipynb+json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "csv", "text/csv; charset=utf-8");

    private final HttpServer server;
    private final Path root;

    private GuideServer(HttpServer server, Path root) {
        this.server = server;
        this.root = root;
    }

    /**
     * Starts serving.
     *
     * @param root the folder
     * @param port a port, or 0 for any that is free
     * @throws IOException if the port is taken
     */
    static GuideServer start(Path root, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        GuideServer guide = new GuideServer(server, root.toRealPath());
        server.createContext("/", guide::answer);
        server.start();
        return guide;
    }

    /** Where to open it. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            if (!head && !method.equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                refuse(exchange, 405, head);
                return;
            }
            Path file = file(exchange.getRequestURI().getPath());
            if (file == null) {
                refuse(exchange, 404, head);
                return;
            }
            byte[] content = Files.readAllBytes(file);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", type(file));
            headers.set("Cache-Control", "no-cache");
            headers.set("X-Content-Type-Options", "nosniff");
            send(exchange, 200, content, head);
        }
    }

    private static void refuse(HttpExchange exchange, int code, boolean head) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        String text = code == 404 ? "There is no such page in this guide.\n" : "Only reading is served.\n";
        send(exchange, code, text.getBytes(StandardCharsets.UTF_8), head);
    }

    private static void send(HttpExchange exchange, int code, byte[] content, boolean head) throws IOException {
        exchange.sendResponseHeaders(code, head ? -1 : content.length);
        if (!head) {
            exchange.getResponseBody().write(content);
        }
    }

    /** The file behind a path, null if there is none within the folder. */
    private @Nullable Path file(String path) throws IOException {
        try {
            Path file = root.resolve(path.substring(1)).normalize();
            if (Files.isDirectory(file)) {
                file = file.resolve("index.html");
            }
            // Links out of the folder do not lead out of it.
            return file.startsWith(root)
                            && Files.isRegularFile(file)
                            && file.toRealPath().startsWith(root)
                    ? file
                    : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String type(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
