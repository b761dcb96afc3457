package assay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nu.validator.validation.SimpleDocumentValidator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** The markup of every page: valid HTML, with its SVG and MathML, and no heavier than a page may be. */
class MarkupTest {

    private static final String SCHEMA = "http://s.validator.nu/html5-all.rnc";
    private static final int THREADS = 2;
    private static final int MOST = 150_000;
    private static final int MOST_SEARCH = 700_000;

    /** What the validator of 2020 does not know, each with the standard that allows it. */
    private static final Map<Pattern, String> NEWER = Map.of(
            Pattern.compile("Attribute .fetchpriority. not allowed.*"), "HTML: link and script have it since 2022",
            Pattern.compile("Attribute .inert. not allowed.*"), "HTML: a global attribute since 2022",
            Pattern.compile("Attribute .name. not allowed on element .details. at this point.*"),
                    "HTML: groups of details since 2023",
            Pattern.compile("Bad value .group. for attribute .role. on element .svg.*"),
                    "SVG-AAM 1.0: svg has graphics-document, group among its roles");

    private final Guide guide = Guide.published();

    /** Collects what is wrong with one page. */
    private static final class Messages implements ErrorHandler {
        private final List<String> found = new ArrayList<>();

        @Override
        public void warning(SAXParseException e) {
            // A warning is advice.
        }

        @Override
        public void error(SAXParseException e) {
            String message = String.valueOf(e.getMessage());
            if (NEWER.keySet().stream()
                    .noneMatch(known -> known.matcher(message).matches())) {
                found.add("line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": " + message);
            }
        }

        @Override
        public void fatalError(SAXParseException e) {
            error(e);
        }
    }

    @Test
    void everyPageIsValidHtml() throws InterruptedException {
        List<String> pages = guide.pages();
        Map<String, List<String>> problems = Collections.synchronizedMap(new TreeMap<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i;
            Thread thread = new Thread(() -> {
                SimpleDocumentValidator validator = validator();
                for (int p = first; p < pages.size(); p += THREADS) {
                    List<String> found = validate(validator, guide.text(pages.get(p)));
                    if (!found.isEmpty()) {
                        problems.put(pages.get(p), found);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(problems).as(summary(problems)).isEmpty();
    }

    private static String summary(Map<String, List<String>> problems) {
        return problems.entrySet().stream()
                .map(page -> page.getKey() + ", " + page.getValue().size() + " errors:\n  "
                        + page.getValue().stream().limit(4).collect(Collectors.joining("\n  ")))
                .collect(Collectors.joining("\n"));
    }

    private static SimpleDocumentValidator validator() {
        try {
            SimpleDocumentValidator validator = new SimpleDocumentValidator(true, false, false);
            validator.setAllowCss(false);
            validator.setUpMainSchema(SCHEMA, new Messages());
            return validator;
        } catch (Exception e) {
            throw new IllegalStateException("the validator's schema cannot be read", e);
        }
    }

    private static List<String> validate(SimpleDocumentValidator validator, String page) {
        Messages messages = new Messages();
        try {
            validator.setUpValidatorAndParsers(messages, true, false);
            validator.checkHtmlInputSource(new InputSource(new StringReader(page)));
        } catch (Exception e) {
            messages.found.add("the validator gave up: " + e);
        }
        return messages.found;
    }

    @Test
    void theValidatorFindsAnError() {
        assertThat(validate(
                        validator(),
                        "<!doctype html><html lang=en><title>x</title><p><svg><rect widht=\"3\"/></svg><li>y</li>"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void noPageIsHeavierThanAPageMayBeWithoutItsFigures() {
        List<String> heavy = new ArrayList<>();
        for (String page : guide.pages()) {
            if (guide.size(page) <= MOST) {
                continue;
            }
            Document document = Jsoup.parse(guide.text(page));
            document.outputSettings().prettyPrint(false);
            document.select("svg, figure, img, .chart").remove();
            int left = document.outerHtml().length();
            if (left > MOST) {
                heavy.add(page + ": " + left + " of " + guide.size(page));
            }
        }
        assertThat(heavy).as("pages over " + MOST + " bytes without figures").isEmpty();
    }

    @Test
    void theSearchIndexIsNoHeavierThanItMayBe() {
        assertThat(guide.size("search-index.js")).isLessThan(MOST_SEARCH);
    }
}
