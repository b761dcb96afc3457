package assay.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The idea of a method in one picture: a naive method and this one around the truth. */
final class IdeaFigure {

    private static final String NAIVE = "difference-in-means";
    private static final String ALONE = "Estimates of fresh samples around the truth.";

    private IdeaFigure() {}

    /** The figure, or nothing when the certificate stores no estimates. The caption is for two curves. */
    static Html draw(Library library, Certificate certificate, String caption) {
        Optional<Cell> leading = certificate.leading().filter(cell -> cell.estimateQuantiles().length > 20);
        if (leading.isEmpty()) {
            return new Html();
        }
        Cell cell = leading.get();
        Settings settings = library.settings();
        List<SamplingFigure.Curve> curves = new ArrayList<>();
        naive(library, certificate, cell).ifPresent(curves::add);
        curves.add(new SamplingFigure.Curve(
                label(certificate.method(), cell, settings), "method", new Density(cell.estimateQuantiles())));
        Html drawing = SamplingFigure.draw("idea", "Where estimates fall", curves, cell.truth());
        return Figure.of(
                drawing,
                new Html().text(caption.isEmpty() || curves.size() < 2 ? ALONE : caption),
                SamplingFigure.numbers(curves));
    }

    private static Optional<SamplingFigure.Curve> naive(Library library, Certificate certificate, Cell cell) {
        Settings settings = library.settings();
        for (Control control : cell.controls()) {
            Optional<SamplingFigure.Curve> stored = other(library, control.name(), cell, settings);
            if (control.isFoil() && stored.isPresent()) {
                return stored;
            }
        }
        if (!certificate.method().equals(NAIVE)) {
            return other(library, NAIVE, cell, settings);
        }
        return certificate.cells().stream()
                .filter(stress -> stress.verdict() == Verdict.REFUTED && stress.estimateQuantiles().length > 20)
                .findFirst()
                .map(stress -> curve(certificate.method(), stress, settings));
    }

    private static Optional<SamplingFigure.Curve> other(Library library, String method, Cell cell, Settings settings) {
        return Optional.ofNullable(library.certificates().get(method))
                .flatMap(certificate -> certificate.cells().stream()
                        .filter(candidate -> same(candidate, cell, settings))
                        .filter(candidate -> candidate.estimateQuantiles().length > 20)
                        .findFirst())
                .map(candidate -> curve(method, candidate, settings));
    }

    private static boolean same(Cell one, Cell other, Settings settings) {
        boolean alike = one.id().equals(other.id())
                || (one.size() == other.size() && settings.of(one).equals(settings.of(other)));
        // Settings leave out what all cells of a world share, and a world of another effect has another truth.
        return alike && Math.abs(one.truth() - other.truth()) <= 1e-9 * Math.abs(one.truth());
    }

    private static SamplingFigure.Curve curve(String method, Cell cell, Settings settings) {
        return new SamplingFigure.Curve(label(method, cell, settings), "naive", new Density(cell.estimateQuantiles()));
    }

    private static String label(String method, Cell cell, Settings settings) {
        String setting = settings.of(cell).label();
        String where = setting.isEmpty() ? cell.world() : setting;
        return method + " (" + where + ", n = " + Numbers.count(cell.size()) + ")";
    }
}
