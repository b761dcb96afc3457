package assay.harness;

import assay.Estimator;
import assay.Fit;
import assay.Sample;
import assay.certificate.CellRole;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A method of the catalogue: an estimator, and where it is to be certified.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if two cells share an id.
 *
 * @param <R> what the estimator answers
 * @param name kebab-case name
 * @param title name in words
 * @param estimator the estimator with the options that are certified
 * @param tier how sharp the certificate is
 * @param claims what is claimed of a result
 * @param reader how diagnostics read a result
 * @param cells home and stress cells
 * @param realTable the table on which A/A size is tested, empty for none
 */
public record Method<R>(
        String name,
        String title,
        Estimator<R> estimator,
        Tier tier,
        List<Claim<R>> claims,
        Reading.Reader<R> reader,
        List<Cell<R>> cells,
        Optional<RealTable> realTable) {

    public Method {
        claims = List.copyOf(claims);
        cells = List.copyOf(cells);
        Set<String> ids = new HashSet<>();
        for (Cell<R> cell : cells) {
            if (!ids.add(cell.id())) {
                throw new IllegalArgumentException("two cells of " + name + " are called " + cell.id());
            }
        }
    }

    /**
     * A real table whose arm labels can be drawn again.
     *
     * @param dataset name of the data set
     * @param description what is re-randomised, and what the roles are
     * @param sample loads it
     */
    public record RealTable(String dataset, String description, Supplier<Sample> sample) {}

    /**
     * A method that answers a fit, without cells yet.
     *
     * @param name kebab-case name
     * @param title name in words
     * @param estimator the estimator
     * @param tier how sharp the certificate is
     * @return the method with all claims about fits
     */
    public static Method<Fit> ofFit(String name, String title, Estimator<Fit> estimator, Tier tier) {
        return of(name, title, estimator, tier, FitClaim.all(), Reading::ofFit);
    }

    /**
     * A method that answers a fit with several targets, without cells yet.
     *
     * @param name kebab-case name
     * @param title name in words
     * @param estimator the estimator
     * @param tier how sharp the certificate is
     * @return the method with all claims about the share of targets
     */
    public static Method<Fit> ofVector(String name, String title, Estimator<Fit> estimator, Tier tier) {
        return of(name, title, estimator, tier, VectorClaim.all(), Reading::ofTargets);
    }

    /**
     * A method that answers results of any type, without cells yet. A result type needs claims, a reader and controls;
     * nothing else in the harness knows of it.
     *
     * @param name kebab-case name
     * @param title name in words
     * @param estimator the estimator
     * @param tier how sharp the certificate is
     * @param claims what is claimed of a result
     * @param reader how figures read a result; {@link Reading#none()} where it has no one estimate
     * @param <R> what the estimator answers
     * @return the method
     */
    public static <R> Method<R> of(
            String name,
            String title,
            Estimator<R> estimator,
            Tier tier,
            List<Claim<R>> claims,
            Reading.Reader<R> reader) {
        return new Method<>(name, title, estimator, tier, claims, reader, List.of(), Optional.empty());
    }

    /**
     * The method with home cells.
     *
     * @param controls mutants, foil and oracle of each
     * @param worlds the worlds
     * @return the larger method
     */
    public Method<R> home(List<Control<R>> controls, Dgp... worlds) {
        return with(CellRole.HOME, controls, worlds);
    }

    /**
     * The method with stress cells, which have no controls.
     *
     * @param worlds the worlds
     * @return the larger method
     */
    public Method<R> stress(Dgp... worlds) {
        return with(CellRole.STRESS, List.of(), worlds);
    }

    private Method<R> with(CellRole role, List<Control<R>> controls, Dgp... worlds) {
        List<Cell<R>> more = new ArrayList<>(cells);
        for (Dgp world : worlds) {
            more.add(new Cell<>(world, role, controls));
        }
        return new Method<>(name, title, estimator, tier, claims, reader, more, realTable);
    }

    /**
     * The method with a real table.
     *
     * @param table the table
     * @return the larger method
     */
    public Method<R> onRealTable(RealTable table) {
        return new Method<>(name, title, estimator, tier, claims, reader, cells, Optional.of(table));
    }

    /**
     * The method with another estimator in place of its own, and nothing else changed.
     *
     * @param other the estimator
     * @return the changed method
     */
    public Method<R> withEstimator(Estimator<R> other) {
        return new Method<>(name, title, other, tier, claims, reader, cells, realTable);
    }

    /**
     * What another estimator is held to that wants to be trusted like this one: the same home cells, claims, controls,
     * tier and real table.
     *
     * @param otherName kebab-case name of the candidate
     * @param otherTitle its name in words
     * @param other the candidate
     * @return the method to certify
     */
    public Method<R> candidate(String otherName, String otherTitle, Estimator<R> other) {
        List<Cell<R>> home =
                cells.stream().filter(cell -> cell.role() == CellRole.HOME).toList();
        return new Method<>(otherName, otherTitle, other, tier, claims, reader, home, realTable);
    }

    /**
     * The options of the estimator.
     *
     * @return by name, as text
     */
    public Map<String, String> options() {
        return Knobs.of(estimator);
    }
}
