package assay.site;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An inverted index over titles, headings, aliases and text, as a script that also works from disk. */
final class SearchIndex {

    private static final Pattern HEADING = Pattern.compile("(?s)<h([2-4]) id=\"([^\"]*)\">(.*?)</h\\1>");
    private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{N}]+(?:-[\\p{L}\\p{N}]+)*");
    private static final Pattern HIDDEN = Pattern.compile("(?s)<(svg|script|style|math|pre|details)\\b.*?</\\1>");
    /** However often a page repeats a word in its text, a title that says it once weighs more. */
    private static final int MOST_FROM_TEXT = 4;

    private static final Set<String> STOP = Set.of(
            "the", "and", "for", "that", "with", "are", "not", "this", "from", "its", "was", "has", "have", "can",
            "may", "each", "than", "then", "they", "all", "any", "but", "how", "what", "which", "when", "where", "who",
            "will", "one", "two", "out", "into", "over", "under", "here", "there", "their", "them", "is", "of", "in",
            "on", "to", "by", "as", "at", "an", "it", "or", "be", "no", "so", "if", "we", "nbsp", "amp", "quot", "lt",
            "gt");

    private final List<String[]> entries = new ArrayList<>();
    private final Map<String, Map<Integer, Integer>> terms = new TreeMap<>();

    private SearchIndex() {}

    static String write(List<Page> pages, Library library) {
        SearchIndex index = new SearchIndex();
        pages.forEach(index::page);
        return index.script(library);
    }

    private void page(Page page) {
        int whole = entry(page.path(), page.title(), page.description());
        words(page.title(), whole, 12);
        page.keywords().forEach(word -> words(word, whole, 10));
        words(page.description(), whole, 3);
        String visible = HIDDEN.matcher(page.body()).replaceAll(" ");
        words(plain(visible), whole, 1);
        Matcher heading = HEADING.matcher(page.body());
        while (heading.find()) {
            String title =
                    plain(HIDDEN.matcher(heading.group(3)).replaceAll(" ")).strip();
            int part = entry(page.path() + "#" + heading.group(2), title, page.title());
            words(title, part, 8);
            words(page.title(), part, 2);
        }
    }

    private int entry(String path, String title, String description) {
        String brief = description.length() > 110 ? description.substring(0, 107) + "…" : description;
        entries.add(new String[] {path, title, brief});
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

    private void term(String term, int entry, int weight) {
        if (term.length() > 1 && !STOP.contains(term)) {
            terms.computeIfAbsent(term, t -> new TreeMap<>())
                    .merge(entry, weight, (a, b) -> weight > 1 ? a + b : Math.max(a, Math.min(MOST_FROM_TEXT, a + 1)));
        }
    }

    private String script(Library library) {
        Gson gson = new GsonBuilder().create();
        StringBuilder out = new StringBuilder("window.ASSAY_SEARCH={\"entries\":");
        out.append(gson.toJson(entries)).append(",\n\"synonyms\":").append(gson.toJson(synonyms(library)));
        out.append(",\n\"terms\":{");
        String separator = "";
        for (Map.Entry<String, Map<Integer, Integer>> term : terms.entrySet()) {
            StringBuilder posts = new StringBuilder();
            term.getValue().forEach((entry, weight) -> {
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
