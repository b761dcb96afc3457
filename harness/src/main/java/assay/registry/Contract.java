package assay.registry;

import assay.decision.ExperimentPlan;
import java.util.Comparator;
import java.util.List;
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

    public Contract {
        files = files.stream()
                .sorted(Comparator.comparing(ContractFile::role).thenComparing(ContractFile::path))
                .toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a contract has at least one file");
        }
        long distinct =
                files.stream().map(file -> file.role() + " " + file.path()).distinct().count();
        if (distinct < files.size()) {
            throw new IllegalArgumentException("a contract names a file twice");
        }
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
