package assay.contract;

import assay.certificate.Sha256;
import assay.decision.ExperimentPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plan with the files that it was read from.
 *
 * @param plan what the files mean
 * @param files the files that say it: the experiment, then metrics and policy by name of file
 * @param notes what is allowed and may be forgotten, such as an experiment without guardrails; sentences
 */
public record ContractBundle(ExperimentPlan plan, List<ContractFile> files, List<String> notes) {

    public ContractBundle {
        files = List.copyOf(files);
        notes = List.copyOf(notes);
    }

    /**
     * A file as it was when it was read.
     *
     * @param file its name
     * @param text its text
     */
    public record ContractFile(Path file, String text) {
        /**
         * The digest of the file.
         *
         * @return {@code sha256:} and 64 hexadecimal digits
         */
        public String sha256() {
            return Sha256.hex(text);
        }
    }

    /**
     * The digest of all files: of their digests, one a line, in their order. Names and folders do not count.
     *
     * @return {@code sha256:} and 64 hexadecimal digits
     */
    public String sha256() {
        return Sha256.hex(files.stream().map(ContractFile::sha256).collect(Collectors.joining("\n", "", "\n")));
    }
}
