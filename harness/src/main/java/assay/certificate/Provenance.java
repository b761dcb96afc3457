package assay.certificate;

import java.util.Map;

/**
 * Where a certificate comes from.
 *
 * @param codeDigest digest of the estimator's code
 * @param worldDigests digests of the worlds' code by name
 * @param specDigest digest of the claims, the controls and the code that weighs them
 * @param epoch public counter that goes into every key
 * @param version version of the project
 * @param java version of the Java runtime
 * @param vm name of the virtual machine
 * @param os operating system
 * @param arch processor architecture
 * @param started time of the start, ISO 8601
 * @param wallSeconds time on the clock
 * @param cpuSeconds processor time of all threads
 */
public record Provenance(
        String codeDigest,
        Map<String, String> worldDigests,
        String specDigest,
        int epoch,
        String version,
        String java,
        String vm,
        String os,
        String arch,
        String started,
        double wallSeconds,
        double cpuSeconds) {

    /**
     * The same without what the clock told.
     *
     * @return no start, wall and processor time
     */
    public Provenance withoutClock() {
        return new Provenance(codeDigest, worldDigests, specDigest, epoch, version, java, vm, os, arch, "", 0, 0);
    }

    /**
     * The same on another machine.
     *
     * @param other where Java and the system are taken from
     * @return the changed provenance
     */
    public Provenance onMachineOf(Provenance other) {
        return new Provenance(
                codeDigest,
                worldDigests,
                specDigest,
                epoch,
                version,
                other.java,
                other.vm,
                other.os,
                other.arch,
                started,
                wallSeconds,
                cpuSeconds);
    }
}
