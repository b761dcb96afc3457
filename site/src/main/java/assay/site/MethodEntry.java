package assay.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One method: what the catalogue, its certificate and its text say about it. */
record MethodEntry(
        String name, String title, Json catalogue, Optional<Certificate> certificate, Optional<MarkdownFile> text) {

    static MethodEntry of(String name, Json catalogue, Optional<Certificate> certificate, Optional<MarkdownFile> text) {
        String fallback = text.map(MarkdownFile::title)
                .or(() -> certificate.map(Certificate::title))
                .orElse(name);
        return new MethodEntry(name, catalogue.text("title", fallback), catalogue, certificate, text);
    }

    Verdict verdict() {
        return certificate.map(Certificate::verdict).orElse(Verdict.NONE);
    }

    String front(String key) {
        return text.map(file -> file.front(key)).orElse("");
    }

    String estimand() {
        String code = catalogue.text(
                "estimand", certificate.map(Certificate::estimand).orElse(""));
        String label = catalogue.text("estimand_label", front("estimand"));
        return label.isEmpty() ? code : label + (code.isEmpty() ? "" : " (" + code + ")");
    }

    List<String> assumptions() {
        List<String> items = new ArrayList<>();
        for (String item : front("assumptions").split(";", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    List<String> aliases() {
        List<String> items = new ArrayList<>();
        for (String item : front("aliases").split(",", -1)) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    Map<String, String> options() {
        return catalogue.textEntries("options");
    }

    String page() {
        return "methods/" + Slug.of(name) + ".html";
    }
}
