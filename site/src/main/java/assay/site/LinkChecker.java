package assay.site;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows every internal link to its file and anchor before the site is published. */
final class LinkChecker {

    private static final Pattern LINK = Pattern.compile("<([a-z]+)\\b[^>]*?\\s(href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("<[a-z][^>]*?\\sid=\"([^\"]*)\"");

    private final Map<String, String> pages;
    private final Set<String> files;
    private final Map<String, Set<String>> anchors = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private int checked;

    private LinkChecker(Map<String, String> pages, Set<String> files) {
        this.pages = pages;
        this.files = files;
    }

    /**
     * Checks a site.
     *
     * @param pages the HTML of each page by path
     * @param files the paths of all other files
     * @return the number of internal links
     * @throws SiteException naming every link that leads nowhere
     */
    static int check(Map<String, String> pages, Set<String> files) {
        LinkChecker checker = new LinkChecker(pages, files);
        pages.forEach(checker::page);
        if (!checker.broken.isEmpty()) {
            throw new SiteException(checker.broken.size() + " broken links or anchors:\n  "
                    + String.join("\n  ", checker.broken) + "\nCorrect the links, or publish the pages they name.");
        }
        return checker.checked;
    }

    private void page(String path, String html) {
        Matcher link = LINK.matcher(html);
        while (link.find()) {
            link(path, link.group(1), unescape(link.group(3)));
        }
    }

    private void link(String from, String element, String target) {
        boolean external = target.startsWith("http:") || target.startsWith("https:") || target.startsWith("mailto:");
        if (external && element.equals("a")) {
            return;
        }
        if (target.startsWith("data:image/") && !element.equals("a")) {
            return;
        }
        checked++;
        int hash = target.indexOf('#');
        String anchor = hash < 0 ? "" : target.substring(hash + 1);
        String file = hash < 0 ? target : target.substring(0, hash);
        String resolved = file.isEmpty() ? from : resolve(from, file);
        boolean known = pages.containsKey(resolved) || files.contains(resolved);
        if (external || !known) {
            broken.add(from + " links to " + target + ", which is not part of the site");
        } else if (!anchor.isEmpty() && !anchors(resolved).contains(anchor)) {
            broken.add(from + " links to " + target + ", but " + resolved + " has no anchor " + anchor);
        }
    }

    private static String resolve(String from, String target) {
        try {
            return new URI(from).resolve(target).normalize().getPath();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return target;
        }
    }

    private Set<String> anchors(String path) {
        return anchors.computeIfAbsent(path, p -> {
            Set<String> found = new HashSet<>();
            Matcher id = ID.matcher(pages.getOrDefault(p, ""));
            while (id.find()) {
                found.add(id.group(1));
            }
            return found;
        });
    }

    private static String unescape(String text) {
        return text.replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
