package assay.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhiloxTest {

    private static int[] words(long... words) {
        int[] out = new int[words.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (int) words[i];
        }
        return out;
    }

    // The known-answer vectors of the reference implementation (Random123, kat_vectors, philox4x32 10).
    @Test
    void knownAnswers() {
        assertThat(Philox.block(new int[4], new int[2]))
                .containsExactly(words(0x6627e8d5L, 0xe169c58dL, 0xbc57ac4cL, 0x9b00dbd8L));
        assertThat(Philox.block(new int[] {-1, -1, -1, -1}, new int[] {-1, -1}))
                .containsExactly(words(0x408f276dL, 0x41c83b0eL, 0xa20bc7c6L, 0x6d5451fdL));
        assertThat(Philox.block(
                        words(0x243f6a88L, 0x85a308d3L, 0x13198a2eL, 0x03707344L), words(0xa4093822L, 0x299f31d0L)))
                .containsExactly(words(0xd16cfe09L, 0x94fdccebL, 0x5001e420L, 0x24126ea1L));
    }

    @Test
    void aStreamIsItsBlocks() {
        long key = 0x299f31d0a4093822L;
        Philox stream = new Philox(key, 77, 3);
        for (int block = 0; block < 5; block++) {
            int[] words = Philox.block(new int[] {block, 0, 3, 77}, words(0xa4093822L, 0x299f31d0L));
            assertThat(stream.nextLong()).isEqualTo((words[0] & 0xFFFFFFFFL) | ((long) words[1] << 32));
            assertThat(stream.nextLong()).isEqualTo((words[2] & 0xFFFFFFFFL) | ((long) words[3] << 32));
        }
        Philox other = new Philox(key, 77, 3);
        assertThat(other.nextInt()).isEqualTo((int) (new Philox(key, 77, 3).nextLong() >>> 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 511, 512, 513, 1024, 2001})
    void bulkIsTheSameAsOneByOne(int size) {
        for (long key : new long[] {0, -1, 0x123456789abcdefL}) {
            Philox bulk = new Philox(key, -5, 2);
            Philox single = new Philox(key, -5, 2);
            for (int round = 0; round < 3; round++) {
                double[] uniforms = new double[size];
                bulk.uniforms(uniforms);
                for (double u : uniforms) {
                    assertThat(u).isEqualTo(single.nextDouble());
                }
                double[] normals = new double[size];
                bulk.normals(normals);
                for (double z : normals) {
                    assertThat(z).isEqualTo(single.nextGaussian());
                }
                assertThat(bulk.nextLong()).isEqualTo(single.nextLong());
            }
        }
    }

    @Test
    void uniformsAreStrictlyInside() {
        double[] u = new double[200_000];
        new Philox(11, 0, 0).uniforms(u);
        for (double value : u) {
            assertThat(value > 0 && value < 1).isTrue();
        }
        // The extremes that the formula can reach.
        assertThat((0 + 0.5) * 0x1p-52).isPositive();
        assertThat(((-1L >>> 12) + 0.5) * 0x1p-52).isLessThan(1);
    }

    // Bands of six standard errors each: false alarm below 2e-9 per moment, were the stream not fixed.
    @Test
    void momentsAreNormal() {
        int n = 200_000;
        double[] z = new double[n];
        new Philox(12, 0, 0).normals(z);
        double mean = 0;
        double square = 0;
        double fourth = 0;
        for (double value : z) {
            mean += value / n;
            square += value * value / n;
            fourth += Math.pow(value, 4) / n;
        }
        assertThat(mean).isCloseTo(0, within(6 / Math.sqrt(n)));
        assertThat(square).isCloseTo(1, within(6 * Math.sqrt(2.0 / n)));
        assertThat(fourth).isCloseTo(3, within(6 * Math.sqrt(96.0 / n)));
    }

    @Test
    void streamsDiffer() {
        Streams streams = new Streams(1, 2, 3);
        assertThat(new double[] {
                    streams.covariates().nextDouble(),
                    streams.assignment().nextDouble(),
                    streams.noise().nextDouble(),
                    streams.estimator().nextDouble(),
                    streams.truth().nextDouble()
                })
                .doesNotHaveDuplicates();
        assertThat(new Streams(1, 3).noise().nextDouble())
                .isEqualTo(streams.noise().nextDouble());
        assertThat(new Streams(1, 3).estimator().nextDouble())
                .isNotEqualTo(streams.estimator().nextDouble());
        assertThat(new Streams(1, 4).noise().nextDouble())
                .isNotEqualTo(streams.noise().nextDouble());
    }
}
