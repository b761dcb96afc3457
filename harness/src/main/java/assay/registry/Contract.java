package assay.registry;

import assay.contract.ContractBundle;
import assay.decision.ExperimentPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A plan and the files that say it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no file, or two with one role and path.
 *
 * @param plan what the files mean
 * @param files the files, in the order of role and path
 */
public record Contract(ExperimentPlan plan, List<ContractFile> files) {

    /** What every policy has and no metric. */
    private static final Pattern POLICY = Pattern.compile("(?m)^[\\s{]*[\"']?policy_id[\"']?\\s*:");

    public Contract {
        files = files.stream()
                .sorted(Comparator.comparing(ContractFile::role).thenComparing(ContractFile::path))
                .toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a contract has at least one file");
        }
        long distinct = files.stream()
                .map(file -> file.role() + " " + file.path())
                .distinct()
                .count();
        if (distinct < files.size()) {
            throw new IllegalArgumentException("a contract names a file twice");
        }
    }

    /**
     * A contract as it was read from files.
     *
     * @param bundle the plan with its files, the experiment's first
     * @return the same, with paths beside the experiment's file
     */
    public static Contract of(ContractBundle bundle) {
        Path experiment = bundle.files().get(0).file().toAbsolutePath().normalize();
        List<ContractFile> files = new ArrayList<>();
        for (ContractBundle.ContractFile file : bundle.files()) {
            Path path = file.file().toAbsolutePath().normalize();
            files.add(new ContractFile(role(files.isEmpty(), file.text()), beside(experiment, path), file.text()));
        }
        return new Contract(bundle.plan(), files);
    }

    private static ContractFile.Role role(boolean first, String text) {
        if (first) {
            return ContractFile.Role.EXPERIMENT;
        }
        return POLICY.matcher(text).find() ? ContractFile.Role.POLICY : ContractFile.Role.METRIC;
    }

    private static String beside(Path experiment, Path file) {
        Path folder = experiment.getParent();
        Path relative =
                folder != null && Objects.equals(folder.getRoot(), file.getRoot()) ? folder.relativize(file) : file;
        return relative.toString().replace('\\', '/');
    }

    /**
     * The digest of all files: of each its role and content. Names and folders do not count.
     *
     * @return SHA-256 in 64 hexadecimal digits
     */
    public String sha256() {
        return Digest.of(files.stream()
                .map(file -> file.role().code() + " " + file.sha256())
                .sorted()
                .collect(Collectors.joining("\n")));
    }

    /** The digest of the files that must not change after the launch, whatever metrics become. */
    String fixedSha256() {
        return Digest.of(files.stream()
                .filter(file -> file.role() != ContractFile.Role.METRIC)
                .map(file -> file.role().code() + " " + file.sha256())
                .sorted()
                .collect(Collectors.joining("\n")));
    }
}
