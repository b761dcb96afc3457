package assay.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The features of data that the certified cells of a method span: what a reader compares with data at hand. */
final class RegionBox {

    private RegionBox() {}

    static Html write(Certificate certificate) {
        Map<String, double[]> hull = new LinkedHashMap<>();
        Map<String, Integer> cells = new LinkedHashMap<>();
        for (Cell cell : certificate.home()) {
            if (cell.verdict() == Verdict.CERTIFIED) {
                cell.descriptors().forEach((name, range) -> {
                    hull.merge(name, range, (a, b) -> new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
                    cells.merge(name, 1, Integer::sum);
                });
            }
        }
        if (hull.isEmpty()) {
            return new Html();
        }
        Html html = new Html();
        html.leaf("h3", "What data it speaks about", "id", "descriptors");
        html.leaf(
                "p",
                "The smallest and largest value of each feature over draws of the certified home worlds. Data with a "
                        + "feature beyond them are outside the certified region.");
        List<List<Html>> rows = new ArrayList<>();
        hull.forEach((name, range) -> rows.add(List.of(
                Tables.text(Words.of(name)),
                Tables.text(Numbers.brief(range[0])),
                Tables.text(Numbers.brief(range[1])),
                Tables.text(String.valueOf(cells.get(name))))));
        return html.add(Tables.of(
                "Certified region by feature of the data",
                List.of("Feature", "From", "To", "Certified worlds that have it"),
                rows,
                ""));
    }
}
