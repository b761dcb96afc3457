package assay.registry;

import java.util.Locale;

/**
 * One file of a contract as it was read.
 *
 * @param role what it defines
 * @param path its path beside the experiment's file, with forward slashes
 * @param text its content
 */
public record ContractFile(Role role, String path, String text) {

    /** What a file of a contract defines. */
    public enum Role {
        /** The experiment. */
        EXPERIMENT,
        /** One metric or several. */
        METRIC,
        /** How it is decided. */
        POLICY;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The digest of the content.
     *
     * @return SHA-256 of its UTF-8 bytes in 64 hexadecimal digits
     */
    public String sha256() {
        return Digest.of(text);
    }
}
