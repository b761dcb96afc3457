package assay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What a reader does on the pages, from disk: search, keyboard, theme, figures, print. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteractionTest {

    private static final String DRAWN = "[data-caterpillar]";
    private static final long PATIENCE = 5_000;

    private final Guide guide = Guide.published();
    private final Browser browser = Browser.start();

    @BeforeAll
    void wide() {
        browser.width(1440);
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @BeforeEach
    void home() {
        browser.width(1440);
        browser.open(guide.onDisk("index.html"));
        browser.script("localStorage.clear()");
    }

    /** What the search finds, best first: titles with the page that they are on. */
    private List<String> found(String query) {
        WebElement box = browser.find("#q");
        box.click();
        box.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, query);
        until(
                "the search answers",
                ready -> !"".equals(browser.find("#hits-count").getDomProperty("textContent")));
        return browser.all("#hits a").stream()
                .map(hit -> hit.getDomProperty("textContent") + " " + hit.getDomProperty("href"))
                .toList();
    }

    private void until(String what, Predicate<Browser> met) {
        long end = System.currentTimeMillis() + PATIENCE;
        while (!met.test(browser)) {
            assertThat(System.currentTimeMillis()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ANCOVA, methods/lin.html",
        "diff in diff, methods/group-time-att.html",
        "difference in differences, methods/group-time-att.html",
        "CUPED, methods/cuped.html",
        "propensity score matching, methods/propensity-matching.html",
        "t-test, methods/difference-in-means.html",
        "the interval is too short, methods/",
        "estimate changes with the seed, #the-estimate-changes-with-the-seed",
        "my estimates change with the seed, methods/",
        "sample ratio mismatch, methods/",
        "missing-role, codes.html",
        "estimand, glossary.html",
    })
    void theSearchFindsByAliasBySymptomByCodeAndByTerm(String query, String page) {
        assertThat(found(query)).as(query).anyMatch(hit -> hit.contains(page));
    }

    @Test
    void whatIsNotThereIsSaidNotToBeFound() {
        assertThat(found("zzyzx")).isEmpty();
        assertThat(browser.find("#hits").getText()).contains("Nothing found");
    }

    @Test
    void theSearchIsDoneByTheKeyboardAlone() {
        browser.press("/");
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("q");
        browser.press("cuped");
        until("results are shown", ready -> browser.all("#hits a").size() > 1);
        browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP);
        WebElement first = browser.all("#hits a").get(0);
        assertThat(first.getDomAttribute("aria-selected")).isEqualTo("true");
        assertThat(browser.find("#q").getDomAttribute("aria-activedescendant")).isEqualTo(first.getDomAttribute("id"));
        browser.press(Keys.ESCAPE);
        assertThat(browser.find("#hits").isDisplayed()).isFalse();
        assertThat(browser.find("#q").getDomAttribute("aria-expanded")).isEqualTo("false");
        browser.press("cuped");
        until("results are shown again", ready -> browser.all("#hits a").size() > 1);
        String target = String.valueOf(browser.all("#hits a").get(0).getDomProperty("href"));
        browser.press(Keys.ENTER);
        until("the page is opened", ready -> browser.address().equals(target));
    }

    @Test
    void theKeyboardReachesTheContentFirstThenTheSections() {
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
        assertThat(browser.focused().getRect().getHeight()).isGreaterThanOrEqualTo(24);
        browser.press(Keys.ENTER);
        assertThat(browser.address()).endsWith("#content");
        browser.press(Keys.TAB);
        assertThat(browser.script("return !!document.activeElement.closest('main')"))
                .isEqualTo(true);
        browser.open(guide.onDisk("about.html"));
        browser.press(Keys.TAB, Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Assay");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getTagName()).isEqualTo("summary");
        assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void theSectionsOpenByTheKeyboardOneAtATimeAtEveryWidth() {
        for (int width : List.of(1440, 390)) {
            browser.width(width);
            browser.open(guide.onDisk("about.html"));
            browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER);
            assertThat(browser.all(".groups details[open]")).hasSize(1);
            List<WebElement> links = browser.all(".groups details[open] a");
            assertThat(links).isNotEmpty().allMatch(WebElement::isDisplayed);
            assertThat(links).allMatch(link -> link.getRect().getHeight() >= 24);
            browser.press(Keys.TAB);
            assertThat(browser.focused()).isEqualTo(links.get(0));
            browser.press(Keys.ESCAPE);
            assertThat(browser.all(".groups details[open]")).isEmpty();
            assertThat(browser.focused().getTagName()).isEqualTo("summary");
            browser.press(Keys.ENTER, Keys.TAB);
            browser.pressShiftTab();
            browser.pressShiftTab();
            assertThat(browser.all(".groups details[open]")).isEmpty();
        }
    }

    @Test
    void everyPageOfTheNavigationIsThere() {
        for (WebElement link : browser.all(".groups details a")) {
            String target = String.valueOf(link.getDomProperty("href"));
            assertThat(guide.has(
                            target.substring(guide.folder().toUri().toString().length())))
                    .as(target)
                    .isTrue();
        }
    }

    @Test
    void theThemeIsSwitchedAndRemembered() {
        browser.theme(Browser.Theme.LIGHT);
        Object light = browser.script("return getComputedStyle(document.body).backgroundColor");
        browser.find(".theme").click();
        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(light);
        browser.open(guide.onDisk("glossary.html"));
        assertThat(browser.script("return document.documentElement.dataset.theme"))
                .isEqualTo("dark");
        browser.find(".theme").click();
        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(light);
    }

    @Test
    void aNewSampleIsDrawnOnTheCaterpillar() {
        browser.open(guide.onDisk("methods/lin.html"));
        assertThat(browser.all(DRAWN)).isNotEmpty();
        WebElement controls = browser.all(DRAWN).get(0);
        List<WebElement> buttons = controls.findElements(By.cssSelector("button"));
        buttons.get(0).click();
        assertThat(controls.findElement(By.cssSelector("output")).getText()).isNotEmpty();
        for (WebElement button : buttons) {
            button.click();
        }
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void tablesSortByTheKeyboard() {
        browser.open(guide.onDisk("certificates/index.html"));
        WebElement button = browser.find("table.sortable thead th:nth-child(5) button");
        browser.script("arguments[0].focus()", button);
        browser.press(Keys.ENTER);
        assertThat(browser.find("table.sortable thead th:nth-child(5)").getDomAttribute("aria-sort"))
                .isEqualTo("ascending");
        browser.press(Keys.ENTER);
        assertThat(browser.find("table.sortable thead th:nth-child(5)").getDomAttribute("aria-sort"))
                .isEqualTo("descending");
    }

    @Test
    void withoutMotionNothingMoves() {
        browser.media("prefers-reduced-motion", "reduce");
        browser.open(guide.onDisk("methods/lin.html"));
        assertThat(browser.script("return [...document.querySelectorAll('.iv')].every(e => "
                        + "getComputedStyle(e).transitionDuration.split(',').every(t => parseFloat(t) === 0))"))
                .isEqualTo(true);
        browser.theme(Browser.Theme.LIGHT);
    }

    @Test
    void withForcedColoursVerdictsKeepTheirShape() {
        browser.media("forced-colors", "active");
        assertThat(browser.all(".tile .mark").get(0).isDisplayed()).isTrue();
        assertThat(browser.script("return getComputedStyle(document.querySelector('.tile')).borderStyle"))
                .isEqualTo("solid");
        browser.theme(Browser.Theme.LIGHT);
    }

    @Test
    void onPaperThereIsTheTextAndNoNavigation() {
        browser.open(guide.onDisk("methods/aipw.html"));
        browser.paper(true);
        assertThat(browser.find("header.site").isDisplayed()).isFalse();
        assertThat(browser.find("footer.site").isDisplayed()).isFalse();
        assertThat(browser.find("main h1").isDisplayed()).isTrue();
        browser.paper(false);
        assertThat(browser.find("header.site").isDisplayed()).isTrue();
    }
}
