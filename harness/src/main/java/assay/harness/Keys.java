package assay.harness;

import assay.certificate.CodeDigest;
import assay.certificate.Sha256;
import assay.dgp.Dgp;
import assay.random.Streams;
import java.util.List;

/**
 * Where random numbers come from: keys are functions of content, so nobody picks a seed. What a world draws depends on
 * the world alone, so that estimators are compared on common samples.
 *
 * @param digests digests of code
 * @param epoch public counter
 * @param estimatorKey key of what estimators draw
 */
record Keys(CodeDigest digests, int epoch, long estimatorKey) {

    static Keys of(CodeDigest digests, int epoch, String specDigest, String codeDigest) {
        return new Keys(digests, epoch, Sha256.key(specDigest + '\n' + codeDigest + '\n' + epoch));
    }

    long world(Dgp world) {
        String content = world instanceof TableWorld table
                ? table.content()
                : Knobs.of(world).toString();
        return Sha256.key(world.name() + '\n' + content + '\n' + digests.of(List.of(world.getClass())) + '\n' + epoch);
    }

    Streams streams(long worldKey, int replicate) {
        return new Streams(worldKey, estimatorKey, replicate);
    }
}
