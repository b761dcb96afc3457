package assay.cate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.forest.ForestFileException;
import assay.forest.ForestOptions;
import assay.random.Philox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CateFileTest {

    private static final int SIZE = 240;
    private static final int FLIPS = 500;
    private static final int HEADER = 24;
    private static final int DIGEST = 32;

    @TempDir
    Path folder;

    private List<Column> columns = List.of();
    private CateFit fit = fit(Feature.Gaps.SOME, 60);
    private CateFile saved = file(fit);

    /** Effects of two kinds, a level that matters, and every ninth value of a feature missing. */
    private CateFit fit(Feature.Gaps gaps, int trees) {
        Philox random = new Philox(5, 0, 0);
        double[] x = new double[SIZE];
        double[] z = new double[SIZE];
        int[] city = new int[SIZE];
        double[] t = new double[SIZE];
        double[] y = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            x[i] = random.nextGaussian();
            z[i] = Math.rint(3 * random.nextDouble());
            city[i] = i % 3;
            t[i] = random.nextDouble() < 0.5 ? 1 : 0;
            y[i] = x[i] + t[i] * (x[i] > 0 ? 2 : 0) + 0.5 * city[i] + random.nextGaussian();
            if (gaps == Feature.Gaps.SOME && i % 9 == 4) {
                z[i] = Double.NaN;
            }
        }
        columns = List.of(
                new Column.Numeric("x", x),
                new Column.Numeric("z", z),
                new Column.Categorical("city", city, List.of("bonn", "linz", "wien")));
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .build()
                .with(Role.COVARIATE, FeatureSchema.of(columns).expand(columns).toArray(new Column[0]));
        return CausalForestLearner.of(ForestOptions.standard().withTrees(trees)).estimate(sample, new Philox(1, 0, 3));
    }

    private CateFile file(CateFit of) {
        FeatureSchema schema = FeatureSchema.of(columns);
        CausalForestSurface surface = (CausalForestSurface) of.model();
        Interior interior = Interior.of(schema.encode(columns), surface.forest().importance());
        CateOrigin origin = new CateOrigin("a learner", "y", "t", "1 - 0", SIZE, 120, 1, "0.6.0");
        return new CateFile(schema, of.model(), interior, origin);
    }

    private Path path;

    @BeforeEach
    void save() throws IOException {
        path = folder.resolve("saved.forest");
        saved.save(path);
    }

    private static double[][] predict(CateModel model, double[][] x) {
        int[] rows = java.util.stream.IntStream.range(0, x[0].length).toArray();
        double[][] out = new double[2][rows.length];
        model.predict(x, rows, out[0], out[1]);
        return out;
    }

    @Test
    void whatIsReadPredictsToTheBit() throws IOException {
        CateFile loaded = CateFile.load(path);
        assertThat(loaded.schema()).isEqualTo(saved.schema());
        assertThat(loaded.origin()).isEqualTo(saved.origin());
        assertThat(loaded.interior().low()).isEqualTo(saved.interior().low());
        double[][] x = saved.schema().encode(columns);
        assertThat(predict(loaded.model(), x)).isDeepEqualTo(predict(fit.model(), x));
        assertThat(((CausalForestSurface) loaded.model()).forest().importance())
                .isEqualTo(((CausalForestSurface) fit.model()).forest().importance());
        Path again = folder.resolve("again.forest");
        loaded.save(again);
        assertThat(again).hasSameBinaryContentAs(path);
    }

    @Test
    void theInteriorIsThatOfTheFit() {
        assertThat(saved.interior().contains(saved.schema().encode(columns), SIZE))
                .isEqualTo(fit.interior());
        assertThatThrownBy(() -> saved.interior().contains(new double[1][1], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 features");
        assertThatThrownBy(() -> new Interior(new double[] {2}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rowsOfTheFitAreNotKept() throws IOException {
        CausalForestSurface loaded = (CausalForestSurface) CateFile.load(path).model();
        assertThatThrownBy(() -> loaded.forest().outOfBag(new double[SIZE], null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("read from a file");
    }

    @Test
    void everyTruncationIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        Path cut = folder.resolve("cut.forest");
        // Every length near the ends of the parts, and many in between.
        for (int length = 0; length < bytes.length; length += length < 3000 || bytes.length - length < 100 ? 1 : 97) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> CateFile.load(cut)).as("%s bytes", length).isInstanceOf(ForestFileException.class);
        }
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        Path flipped = folder.resolve("flipped.forest");
        Philox random = new Philox(9, 0, 0);
        for (int i = 0; i < FLIPS; i++) {
            int at = random.nextInt(bytes.length);
            byte bit = (byte) (1 << random.nextInt(8));
            bytes[at] ^= bit;
            Files.write(flipped, bytes);
            assertThatThrownBy(() -> CateFile.load(flipped)).as("byte %s", at).isInstanceOf(ForestFileException.class);
            bytes[at] ^= bit;
        }
    }

    /** With the checksum made right again, the content itself must be refused, or be a forest that predicts finite numbers or NaN. */
    @Test
    void aForgedFileIsRefusedOrAForest() throws Exception {
        byte[] bytes = Files.readAllBytes(path);
        Path forged = folder.resolve("forged.forest");
        Philox random = new Philox(10, 0, 0);
        double[][] x = saved.schema().encode(columns);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] changed = bytes.clone();
            int at = HEADER + random.nextInt(bytes.length - HEADER - DIGEST);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(forged, sealed(changed));
            try {
                CateFile loaded = CateFile.load(forged);
                if (loaded.model().features() == x.length) {
                    predict(loaded.model(), x);
                }
            } catch (ForestFileException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] sealed(byte[] bytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes, HEADER, bytes.length - HEADER - DIGEST);
        ByteBuffer.wrap(bytes).put(bytes.length - DIGEST, digest.digest(Arrays.copyOf(bytes, HEADER)));
        return bytes;
    }

    @Test
    void onlyForestsAreSavedAndPartsMustFit() {
        CateModel other = new CateModel() {
            @Override
            public int features() {
                return 4;
            }

            @Override
            public boolean hasVariance() {
                return false;
            }

            @Override
            public void predict(double[][] x, int[] rows, double[] effects, double @Nullable [] variances) {}
        };
        CateFile file = new CateFile(saved.schema(), other, saved.interior(), saved.origin());
        assertThatThrownBy(() -> file.save(folder.resolve("none")))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNSUITABLE_METHOD));
        assertThat(folder.resolve("none")).doesNotExist();
        FeatureSchema narrow = FeatureSchema.of(columns.subList(0, 1));
        assertThatThrownBy(() -> new CateFile(narrow, other, saved.interior(), saved.origin()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CateOrigin("l", "y", "t", "1 - 0", 3, 4, 1, "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 treated of 3 rows");
    }
}
