package assay.harness;

import assay.certificate.Tier;
import assay.certificate.Verdict;

/**
 * Another method on the same table and the same draws.
 *
 * @param method its name
 * @param tier how sharp it was tried
 * @param replicates over all plants
 * @param width mean width of its 95 % interval over plants
 * @param coverage its lowest coverage over plants
 * @param plant the plant where that was
 * @param verdict on all plants together; no controls were run
 */
public record Alternative(
        String method, Tier tier, int replicates, double width, double coverage, String plant, Verdict verdict) {}
