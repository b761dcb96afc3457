package assay.site;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An inverted index over titles, headings, aliases and text, as a script that also works from disk. */
final class SearchIndex {

    private static final Pattern HEADING = Pattern.compile("(?s)<h([2-4]) id=\"([^\"]*)\">(.*?)</h\\1>");
    private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)*");
    private static final Pattern HIDDEN = Pattern.compile("(?s)<(svg|script|style|math|pre|details)\\b.*?</\\1>");
    /** Pages of numbers: found by their titles; their text is that of the method's page. */
    private static final List<String> EVIDENCE = List.of("certificates/", "book/", "wall/");
    /** Pages of classes: found by the name of the class, after the pages that explain. */
    private static final String API = "javadoc/";
    /** Headings on more pages than these belong to a template. */
    private static final int MOST_REPEATED = 12;
    /** Words of the text on more pages than these tell none from another. */
    private static final int MOST_PAGES = 60;
    /** However often a page repeats a word in its text, a title that says it once weighs more. */
    private static final int MOST_FROM_TEXT = 4;

    private static final Set<String> STOP = Set.of(
            "the", "and", "for", "that", "with", "are", "not", "this", "from", "its", "was", "has", "have", "can",
            "may", "each", "than", "then", "they", "all", "any", "but", "how", "what", "which", "when", "where", "who",
            "will", "one", "two", "out", "into", "over", "under", "here", "there", "their", "them", "is", "of", "in",
            "on", "to", "by", "as", "my", "me", "do", "does", "why", "i", "at", "an", "it", "or", "be", "no", "so",
            "if", "we", "nbsp", "amp", "quot", "lt", "gt");

    private final List<Object[]> entries = new ArrayList<>();
    private final Map<String, Map<Integer, Integer>> terms = new TreeMap<>();

    private final Map<String, Integer> repeated = new HashMap<>();

    private SearchIndex() {}

    static String write(List<Page> pages, Library library) {
        SearchIndex index = new SearchIndex();
        pages.stream().filter(page -> !page.path().startsWith(API)).forEach(index::count);
        pages.forEach(index::page);
        return index.script(library);
    }

    private void page(Page page) {
        if (page.path().startsWith(API)) {
            int named = entry(page.path(), page.title(), "Java API");
            page.keywords().forEach(word -> words(word, named, 5));
            return;
        }
        int whole = entry(page.path(), page.title(), brief(page.description()));
        words(page.title(), whole, 12);
        page.keywords().forEach(word -> words(word, whole, 10));
        words(page.description(), whole, 3);
        boolean evidence = EVIDENCE.stream().anyMatch(page.path()::startsWith);
        if (!evidence) {
            String visible = HIDDEN.matcher(page.body()).replaceAll(" ");
            words(plain(visible), whole, 1);
        }
        Matcher heading = HEADING.matcher(page.body());
        while (heading.find()) {
            String title = plain(heading.group(3)).strip();
            if (evidence || repeated.getOrDefault(title, 0) > MOST_REPEATED) {
                continue;
            }
            int part = entry(whole, heading.group(2), title);
            words(title, part, 8);
            words(page.title(), part, 2);
        }
    }

    /** Headings that a template repeats lead nowhere in particular. */
    private void count(Page page) {
        Matcher heading = HEADING.matcher(page.body());
        while (heading.find()) {
            repeated.merge(plain(heading.group(3)).strip(), 1, Integer::sum);
        }
    }

    private static String brief(String description) {
        return description.length() > 110 ? description.substring(0, 107) + "…" : description;
    }

    private int entry(Object page, String second, String third) {
        entries.add(new Object[] {page, second, third});
        return entries.size() - 1;
    }

    private static String plain(String html) {
        return html.replaceAll("<[^>]*>", " ").replace("&amp;", "&").replace("&quot;", "\"");
    }

    private void words(String text, int entry, int weight) {
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            term(word.group(), entry, weight);
            if (word.group().contains("-")) {
                for (String part : word.group().split("-", -1)) {
                    term(part, entry, weight);
                }
            }
        }
    }

    /** A word without the ending of the plural or of the third person; {@code site.js} does the same to a query. */
    static String stem(String word) {
        return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    private void term(String whole, int entry, int weight) {
        String term = stem(whole);
        if (term.length() > 1 && !STOP.contains(whole)) {
            terms.computeIfAbsent(term, t -> new TreeMap<>())
                    .merge(entry, weight, (a, b) -> weight > 1 ? a + b : Math.max(a, Math.min(MOST_FROM_TEXT, a + 1)));
        }
    }

    private String script(Library library) {
        Gson gson = new GsonBuilder().create();
        StringBuilder out = new StringBuilder("window.ASSAY_SEARCH={\"entries\":");
        out.append(gson.toJson(entries)).append(",\n\"synonyms\":").append(gson.toJson(synonyms(library)));
        out.append(",\n\"stop\":").append(gson.toJson(new TreeSet<>(STOP)));
        out.append(",\n\"terms\":{");
        String separator = "";
        for (Map.Entry<String, Map<Integer, Integer>> term : terms.entrySet()) {
            StringBuilder posts = new StringBuilder();
            boolean common = term.getValue().size() > MOST_PAGES;
            term.getValue().forEach((entry, weight) -> {
                if (common && weight <= 1) {
                    return;
                }
                posts.append(posts.length() == 0 ? "" : ",")
                        .append(entry)
                        .append(',')
                        .append(weight);
            });
            out.append(separator)
                    .append(gson.toJson(term.getKey()))
                    .append(":[")
                    .append(posts)
                    .append(']');
            separator = ",\n";
        }
        return out.append("}};\n").toString();
    }

    /** Lines such as {@code - cuped = ancova = regression adjustment}. */
    private static List<List<String>> synonyms(Library library) {
        List<List<String>> groups = new ArrayList<>();
        library.content()
                .synonyms()
                .ifPresent(file -> file.body().lines().forEach(line -> {
                    if (line.startsWith("- ") && line.contains("=")) {
                        List<String> group = new ArrayList<>();
                        for (String word : line.substring(2).split("=", -1)) {
                            group.add(word.strip().toLowerCase(Locale.ROOT));
                        }
                        groups.add(group);
                    }
                }));
        return groups;
    }
}
