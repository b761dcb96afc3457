package assay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebDriverException;

/** Every page of the site, looked at: console, network, layout at three widths, accessibility in both themes. */
class PagesTest {

    private static final int WINDOWS = 2;
    private static final int PHONE = 390;
    private static final int DESK = 1440;
    private static final Duration LATE = Duration.ofMillis(400);
    private static final List<Integer> LATE_WIDTHS = List.of(PHONE, 768, 1024, DESK);
    private static final List<Integer> WIDTHS = List.of(360, 768, DESK);

    private final Guide guide = Guide.published();

    @Test
    void everyPageFromDiskIsCleanFitsItsWindowAndIsAccessible() {
        Set<String> templates = new HashSet<>(guide.templates());
        List<String> problems = onEveryPage(guide.sample(), (browser, look) -> {
            load(browser, look, guide.onDisk(look.page), guide.folder().toUri().toString());
            look.note(browser.findings("shift.js"), "layout");
            for (int width : WIDTHS) {
                browser.width(width);
                look.note(browser.findings("layout.js"), "at " + width);
            }
            browser.axe();
            boolean full = templates.contains(look.page);
            for (int width : List.of(PHONE, DESK)) {
                browser.width(width);
                for (Browser.Theme theme : Browser.Theme.values()) {
                    browser.theme(theme);
                    accessible(browser, look, width, theme, full);
                }
            }
            browser.theme(Browser.Theme.LIGHT);
        });
        assertThat(problems).as(summary(problems)).isEmpty();
    }

    @Test
    void everyPageOverHttpLoadsCleanlyAndAsksNobodyElse() throws IOException {
        try (GuideServer server = new GuideServer(guide)) {
            List<String> problems = onEveryPage(
                    guide.pages(),
                    (browser, look) -> load(browser, look, server.address(look.page), server.address("")));
            assertThat(problems).as(summary(problems)).isEmpty();
        }
    }

    /** A slow connection paints a page before its scripts run: nothing that is seen by then may move. */
    @Test
    void nothingMovesWhenScriptsComeLate() throws IOException {
        try (GuideServer server = new GuideServer(guide, LATE)) {
            List<String> problems = onEveryPage(guide.templates(), (browser, look) -> {
                for (int width : LATE_WIDTHS) {
                    browser.width(width);
                    browser.open(server.address(look.page));
                    look.note(browser.findings("shift.js"), "late scripts at " + width);
                }
            });
            assertThat(problems).as(summary(problems)).isEmpty();
        }
    }

    /** Every rule at every width in both themes where a page stands for its template, else every rule once. */
    private void accessible(Browser browser, Look look, int width, Browser.Theme theme, boolean full) {
        boolean first = width == PHONE && theme == Browser.Theme.LIGHT;
        boolean last = width == DESK && theme == Browser.Theme.DARK;
        if (full || first || last) {
            List<String> rules = full || first ? List.of() : List.of("color-contrast", "link-in-text-block");
            look.note(browser.findings("axe-run.js", rules), "axe at " + width + " " + theme);
        }
        if (full) {
            browser.screenshot(screens(look.page, width, theme));
        }
    }

    /** What was seen on one page. */
    private static final class Look {
        private final String page;
        private final List<String> problems = new ArrayList<>();

        Look(String page) {
            this.page = page;
        }

        void note(List<String> found, String where) {
            found.forEach(problem -> problems.add(page + ": " + where + ": " + problem));
        }
    }

    private static void load(Browser browser, Look look, String address, String origin) {
        browser.forget();
        browser.width(DESK);
        browser.open(address);
        look.note(browser.console(), "console");
        look.note(
                browser.requests().stream()
                        .filter(asked -> !asked.startsWith(origin)
                                && !asked.startsWith("data:")
                                && !asked.startsWith("blob:")
                                && !asked.endsWith("/favicon.ico"))
                        .toList(),
                "asked for");
    }

    private List<String> onEveryPage(List<String> asked, BiConsumer<Browser, Look> check) {
        String only = System.getProperty("assay.guide.pages", "");
        Queue<String> pages = new ConcurrentLinkedQueue<>(asked.stream()
                .filter(page -> page.matches(only.isEmpty() ? ".*" : only))
                .toList());
        List<String> problems = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, WINDOWS).parallel().forEach(window -> {
            try (Browser browser = Browser.start()) {
                for (String page = pages.poll(); page != null; page = pages.poll()) {
                    Look look = new Look(page);
                    try {
                        check.accept(browser, look);
                    } catch (WebDriverException | AssertionError e) {
                        look.note(List.of(String.valueOf(e.getMessage())), "failed");
                    }
                    problems.addAll(look.problems);
                }
            }
        });
        return problems.stream().sorted().toList();
    }

    private Path screens(String page, int width, Browser.Theme theme) {
        String name = page.replace(".html", "").replace('/', '-');
        return guide.folder()
                .resolveSibling("screens")
                .resolve(name + "-" + width + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + ".png");
    }

    private static String summary(List<String> problems) {
        return problems.size() + " problems:\n" + problems.stream().limit(400).collect(Collectors.joining("\n"));
    }
}
