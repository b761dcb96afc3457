package assay.cli;

import assay.Column;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.dgp.Dgp;
import assay.harness.Catalog;
import assay.harness.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How a draw of a world may be analysed. */
final class Suggestion {

    private Suggestion() {}

    /**
     * The command that analyses a file of a draw: by the method that is certified in the most similar setting of the world,
     * the one that reads most if there are several, else by what is usual for columns of such roles; none where nothing is.
     */
    static Optional<String> command(Dgp world, Sample sample, String file) {
        return method(world, sample).map(method -> new Example(file, roles(method, sample)).command(method));
    }

    private static Optional<Method<Fit>> method(Dgp world, Sample sample) {
        Map<String, Long> distance = new TreeMap<>();
        for (Certificate certificate : new CertificateFiles(Home.certificates()).readAll()) {
            certificate.cells().stream()
                    .filter(cell -> Catalog.isFit(certificate.method()))
                    .filter(cell -> cell.home() && cell.verdict() == Verdict.CERTIFIED)
                    .filter(cell -> cell.world().equals(world.name()))
                    .mapToLong(cell -> changed(world, cell))
                    .min()
                    .ifPresent(least -> distance.put(certificate.method(), least));
        }
        if (distance.isEmpty()) {
            return usual(sample).flatMap(Catalog::fit).filter(method -> takes(method, sample));
        }
        long least = Collections.min(distance.values());
        return Catalog.names().stream()
                .filter(name -> Objects.equals(distance.get(name), least))
                .flatMap(name -> Catalog.fit(name).stream())
                .filter(method -> takes(method, sample))
                .max(Comparator.comparing(method -> roles(method, sample).size()));
    }

    /** What is usual for columns of such roles, where no method is certified. */
    private static Optional<String> usual(Sample sample) {
        if (sample.columns(Role.CLUSTER).size() > 1) {
            return Optional.empty();
        }
        if (sample.has(Role.NUMERATOR)) {
            return Optional.of("ratio");
        }
        if (sample.has(Role.ASSIGNMENT) && sample.has(Role.TREATMENT)) {
            return Optional.of(sample.has(Role.CLUSTER) ? "clustered-encouragement" : "two-stage-least-squares");
        }
        if (sample.has(Role.CLUSTER)) {
            return Optional.of("cluster-means");
        }
        if (sample.has(Role.BLOCK) || sample.has(Role.NEIGHBOURS) || !hasTwoArms(sample)) {
            return Optional.empty();
        }
        if (sample.has(Role.PROPENSITY)) {
            return Optional.of("ipw");
        }
        return Optional.of(sample.has(Role.COVARIATE) ? "ols" : "difference-in-means");
    }

    private static boolean hasTwoArms(Sample sample) {
        return sample.has(Role.ASSIGNMENT) && arms(sample.column(Role.ASSIGNMENT)) == 2;
    }

    private static long arms(Column column) {
        if (column instanceof Column.Categorical text) {
            return Arrays.stream(text.codes()).distinct().count();
        }
        return Arrays.stream(((Column.Numeric) column).values()).distinct().count();
    }

    private static long changed(Dgp world, CellRecord cell) {
        return Worlds.knobs(world).stream()
                .filter(knob -> {
                    if (knob.getName().equals("size")) {
                        return false;
                    }
                    String name = knob.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
                    String there = cell.knobs().get(name);
                    return there != null && !there.equals(Worlds.setting(knob, world));
                })
                .count();
    }

    private static boolean takes(Method<Fit> method, Sample sample) {
        return method.estimator().needs().stream()
                .allMatch(role -> sample.has(role) || (role == Role.ASSIGNMENT && sample.has(Role.TREATMENT)));
    }

    /** The columns that a method reads. */
    private static Map<Role, List<String>> roles(Method<Fit> method, Sample sample) {
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        Set<Role> wanted = new HashSet<>(method.estimator().needs());
        wanted.addAll(method.estimator().reads());
        if (method.estimator().getClass().getPackageName().equals("assay.observational")) {
            // These model the treatment by whatever the table has.
            wanted.addAll(Set.of(Role.COVARIATE, Role.PROPENSITY));
        }
        if (!sample.has(Role.ASSIGNMENT)) {
            // A treatment stands in for an assignment that there is none of.
            wanted.add(Role.TREATMENT);
        }
        for (Role role : Role.values()) {
            if (sample.has(role) && wanted.contains(role)) {
                // Of several outcomes the first is what the world is about.
                roles.put(
                        role,
                        sample.columns(role).stream()
                                .limit(role == Role.OUTCOME ? 1 : Integer.MAX_VALUE)
                                .map(Column::name)
                                .toList());
            }
        }
        return roles;
    }
}
