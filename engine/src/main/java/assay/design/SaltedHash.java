package assay.design;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A number for each unit that looks random, is the same for ever, and under another salt is another: the first 64 bits, most
 * significant first, of {@code SHA-256(salt ":" unit)} in UTF-8 (FIPS 180-4). Any language can compute it again.
 *
 * <p>A salt must not hold a colon, so that no two pairs of salt and unit make the same text.
 *
 * <p>Safe for use by several threads.
 */
public final class SaltedHash {

    private static final int BITS_OF_A_DOUBLE = 53;
    private static final double ONE = 0x1p-53;

    private final String salt;
    private final MessageDigest salted;

    /**
     * The hash under a salt.
     *
     * @param salt not empty, without a colon
     * @throws IllegalArgumentException if it is
     */
    public SaltedHash(String salt) {
        if (salt.isEmpty() || salt.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "a salt must be a text without a colon, not '" + salt + "': name the experiment or the layer");
        }
        this.salt = salt;
        this.salted = sha256();
        salted.update((salt + ":").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The salt.
     *
     * @return not empty
     */
    public String salt() {
        return salt;
    }

    /**
     * The hash of a unit.
     *
     * @param unit its identifier
     * @return 64 bits
     */
    public long of(String unit) {
        byte[] digest = copy().digest(unit.getBytes(StandardCharsets.UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << Byte.SIZE | (digest[i] & 0xFF);
        }
        return hash;
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) salted.clone();
        } catch (CloneNotSupportedException e) {
            MessageDigest fresh = sha256();
            fresh.update((salt + ":").getBytes(StandardCharsets.UTF_8));
            return fresh;
        }
    }

    /**
     * The hash of a unit as a share: its first 53 bits over 2^53.
     *
     * @param unit its identifier
     * @return in [0, 1)
     */
    public double share(String unit) {
        return (of(unit) >>> (Long.SIZE - BITS_OF_A_DOUBLE)) * ONE;
    }

    /**
     * The bucket of a unit: {@code floor(hash * buckets / 2^64)}.
     *
     * @param unit its identifier
     * @param buckets how many there are, at least 1
     * @return in 0 to buckets - 1
     */
    public int bucket(String unit, int buckets) {
        long hash = of(unit);
        // The upper half of an unsigned product, which Java 17 has for signed numbers only.
        return (int) (Math.multiplyHigh(hash, buckets) + (hash < 0 ? buckets : 0));
    }
}
