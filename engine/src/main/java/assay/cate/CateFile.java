package assay.cate;

import assay.EstimationException;
import assay.Problem;
import assay.forest.CausalForestModel;
import assay.forest.ForestCodec;
import assay.forest.ForestFile;
import assay.forest.ForestFileException;
import assay.forest.ForestInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A causal forest in a file, with all that its use takes: the columns it was fitted on, where its intervals are meant to hold, and what
 * it was made from. What is read predicts new units as what was written, to the bit. A forest of 2,000 trees on 20,000 rows of 10
 * columns takes 16 megabytes, as the rows themselves are not kept.
 *
 * @param schema the columns that it was fitted on
 * @param model the forest
 * @param interior where its pointwise intervals are meant to hold
 * @param origin what it was made from
 */
public record CateFile(FeatureSchema schema, CateModel model, Interior interior, CateOrigin origin) {

    private static final String KIND = "causal-forest";
    private static final int FEWEST_BYTES = 9;

    public CateFile {
        if (schema.count() != model.features() || interior.features() != model.features()) {
            throw new IllegalArgumentException(
                    "a schema of " + schema.count() + " columns of numbers and an interior of " + interior.features()
                            + " for a model of " + model.features() + " features");
        }
    }

    /**
     * Writes the file whole or not at all.
     *
     * @param file the file, replaced if there is one
     * @throws EstimationException if the model is no causal forest
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        if (!(model instanceof CausalForestSurface surface)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Only causal forests can be saved; this model is of another learner.",
                    "Choose the causal forest.");
        }
        ForestFile.write(file, out -> {
            ForestInput.writeText(out, KIND);
            write(out, origin);
            write(out, schema);
            for (int j = 0; j < interior.features(); j++) {
                out.writeDouble(interior.low()[j]);
                out.writeDouble(interior.high()[j]);
            }
            out.writeDouble(surface.stretch().centre());
            out.writeDouble(surface.stretch().slope());
            out.writeDouble(surface.stretch().slopeVariance());
            ForestCodec.write(out, surface.forest());
        });
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return what was saved
     * @throws ForestFileException if it is no such file, of another version, cut off, damaged or impossible
     * @throws IOException if it cannot be read at all
     */
    public static CateFile load(Path file) throws IOException {
        return ForestFile.read(file, in -> {
            String kind = in.readText();
            if (!kind.equals(KIND)) {
                throw in.refuse("a model of the kind '" + kind + "'");
            }
            try {
                CateOrigin origin = origin(in);
                FeatureSchema schema = schema(in);
                Interior interior = interior(in, schema.count());
                Stretch stretch = new Stretch(in.readDouble(), in.readDouble(), in.readDouble());
                CausalForestModel forest = ForestCodec.readCausal(in);
                return new CateFile(schema, new CausalForestSurface(forest, stretch), interior, origin);
            } catch (ForestFileException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw in.refuse(String.valueOf(e.getMessage()));
            }
        });
    }

    private static void write(DataOutputStream out, CateOrigin origin) throws IOException {
        ForestInput.writeText(out, origin.learner());
        ForestInput.writeText(out, origin.outcome());
        ForestInput.writeText(out, origin.treatment());
        ForestInput.writeText(out, origin.contrast());
        out.writeInt(origin.rows());
        out.writeInt(origin.treated());
        out.writeLong(origin.seed());
        ForestInput.writeText(out, origin.version());
    }

    private static CateOrigin origin(ForestInput in) throws IOException {
        return new CateOrigin(
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readText());
    }

    private static void write(DataOutputStream out, FeatureSchema schema) throws IOException {
        out.writeInt(schema.features().size());
        for (Feature feature : schema.features()) {
            ForestInput.writeText(out, feature.name());
            out.writeInt(feature.levels().size());
            for (String level : feature.levels()) {
                ForestInput.writeText(out, level);
            }
            out.writeByte(feature.gaps() == Feature.Gaps.SOME ? 1 : 0);
        }
    }

    private static FeatureSchema schema(ForestInput in) throws IOException {
        int count = in.readCount("columns", FEWEST_BYTES);
        List<Feature> features = new ArrayList<>();
        for (int j = 0; j < count; j++) {
            String name = in.readText();
            int levels = in.readCount("levels", Integer.BYTES);
            List<String> names = new ArrayList<>();
            for (int level = 0; level < levels; level++) {
                names.add(in.readText());
            }
            features.add(new Feature(name, names, in.readByte() == 0 ? Feature.Gaps.NONE : Feature.Gaps.SOME));
        }
        return new FeatureSchema(features);
    }

    private static Interior interior(ForestInput in, int features) throws IOException {
        double[] low = new double[features];
        double[] high = new double[features];
        for (int j = 0; j < features; j++) {
            low[j] = in.readDouble();
            high[j] = in.readDouble();
        }
        return new Interior(low, high);
    }
}
