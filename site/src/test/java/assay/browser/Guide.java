package assay.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A published site on disk: the one that {@code -Dassay.guide} names. */
record Guide(Path folder) {

    private static final String API = "javadoc/";
    private static final String PACKAGE = "/package-summary.html";
    private static final int EVERY = 12;

    /** The site, or a test that is skipped and says why. */
    static Guide published() {
        String named = System.getProperty("assay.guide", "");
        Assumptions.assumeFalse(
                named.isEmpty(), "no published site is named; run ./assay publish, then give -Dassay.guide=FOLDER");
        String root = System.getenv("ASSAY_ROOT") == null ? "." : System.getenv("ASSAY_ROOT");
        Path folder = Path.of(root).resolve(named).toAbsolutePath().normalize();
        if (!Files.isRegularFile(folder.resolve("index.html"))) {
            throw new IllegalStateException("-Dassay.guide names " + folder + ", which holds no index.html");
        }
        return new Guide(folder);
    }

    /** Every page, by its path from the top. */
    List<String> pages() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(".html"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot list " + folder, e);
        }
    }

    /** Every page, but of the types of the Java API every twelfth and the largest: hundreds have one template. */
    List<String> sample() {
        List<String> types = pages().stream().filter(Guide::isType).toList();
        Set<String> chosen = IntStream.range(0, types.size())
                .filter(i -> i % EVERY == 0)
                .mapToObj(types::get)
                .collect(Collectors.toCollection(HashSet::new));
        types.stream().max(Comparator.comparingLong(this::size)).ifPresent(chosen::add);
        return pages().stream()
                .filter(page -> !isType(page) || chosen.contains(page))
                .toList();
    }

    private static boolean isType(String page) {
        return page.startsWith(API) && !page.endsWith("/index.html") && !page.endsWith(PACKAGE);
    }

    /** The folder whose largest page stands for a page; the packages of the Java API are one, its types another. */
    private static String template(String page) {
        if (page.startsWith(API)) {
            return page.endsWith(PACKAGE) ? API + PACKAGE : API;
        }
        return page.substring(0, page.lastIndexOf('/'));
    }

    /** The largest page of each folder, and every page at the top: each template at its fullest. */
    List<String> templates() {
        Map<String, String> largest = new LinkedHashMap<>();
        List<String> chosen = new ArrayList<>();
        for (String page : pages()) {
            int slash = page.lastIndexOf('/');
            if (slash < 0) {
                chosen.add(page);
            } else if (page.endsWith("/index.html")) {
                chosen.add(page);
            } else {
                largest.merge(template(page), page, (a, b) -> size(b) > size(a) ? b : a);
            }
        }
        chosen.addAll(largest.values());
        return chosen;
    }

    long size(String page) {
        try {
            return Files.size(folder.resolve(page));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + page, e);
        }
    }

    String text(String page) {
        try {
            return Files.readString(folder.resolve(page));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + page, e);
        }
    }

    boolean has(String page) {
        return Files.isRegularFile(folder.resolve(page));
    }

    /** The address of a page on disk. */
    String onDisk(String page) {
        return folder.resolve(page).toUri().toString();
    }
}
