package assay.harness;

import assay.Estimator;
import assay.certificate.ClaimSpec;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.random.Streams;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replicates of a cell: the method and its controls on the same draw. Any replicate can be computed alone.
 *
 * @param <R> what the estimator answers
 */
final class Replication<R> {

    /** Replicates whose draws are described: enough to see the range, few enough to cost nothing. */
    private static final int DESCRIBED = 500;

    private final Estimator<R> estimator;
    private final List<Claim<R>> claims;
    private final Reading.Reader<R> reader;
    private final List<Control<R>> controls;
    private final Keys keys;
    private final Map<Arena, Keyed> worlds = new EnumMap<>(Arena.class);

    Replication(
            Estimator<R> estimator,
            List<Claim<R>> claims,
            Reading.Reader<R> reader,
            List<Control<R>> controls,
            Dgp world,
            Keys keys) {
        this.estimator = estimator;
        this.claims = List.copyOf(claims);
        this.reader = reader;
        this.controls = List.copyOf(controls);
        this.keys = keys;
        for (Claim<R> claim : claims) {
            worlds.computeIfAbsent(claim.arena(), arena -> {
                Dgp shown = arena == Arena.NULL ? world.withEffect(0) : world;
                return new Keyed(shown, keys.world(shown));
            });
        }
        worlds.forEach(this::check);
    }

    /** Stops a run whose claims cannot be scored in its world, on the truth of the first draw. */
    private void check(Arena arena, Keyed world) {
        GroundTruth truth = world.dgp.draw(keys.streams(world.key, 0)).truth();
        for (Claim<R> claim : claims) {
            if (claim.arena() == arena) {
                try {
                    claim.check(estimator.target(), truth);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "the claim " + claim + " cannot be made in the world " + world.dgp.name() + ": "
                                    + e.getMessage(),
                            e);
                }
            }
        }
    }

    int subjects() {
        return 1 + controls.size();
    }

    int claims() {
        return claims.size();
    }

    List<Control<R>> controls() {
        return controls;
    }

    List<ClaimSpec> specs(Tier tier) {
        return claims.stream().map(claim -> claim.spec(tier)).toList();
    }

    /**
     * Computes a replicate.
     *
     * @param index which
     * @param wanted by subject and claim, whether a score is wanted
     * @param out where it goes
     */
    void compute(int index, boolean[][] wanted, Replicate out) {
        out.reading = null;
        out.nullPValue = Double.NaN;
        out.failure = null;
        out.descriptors = Map.of();
        Arrays.fill(out.failed, false);
        worlds.forEach((arena, world) -> {
            if (wanted(arena, wanted)) {
                Streams streams = keys.streams(world.key, index);
                new Attempt(arena, world.dgp.draw(streams), streams).scoreAll(wanted, index < DESCRIBED, out);
            }
        });
    }

    private boolean wanted(Arena arena, boolean[][] wanted) {
        for (boolean[] subject : wanted) {
            if (wanted(arena, subject)) {
                return true;
            }
        }
        return false;
    }

    private boolean wanted(Arena arena, boolean[] wanted) {
        for (int c = 0; c < wanted.length; c++) {
            if (wanted[c] && claims.get(c).arena() == arena) {
                return true;
            }
        }
        return false;
    }

    private record Keyed(Dgp dgp, long key) {}

    /** All subjects on one draw. */
    private final class Attempt {
        private final Arena arena;
        private final Draw draw;
        private final Streams streams;
        private @Nullable R own;
        private @Nullable RuntimeException ownFailure;

        Attempt(Arena arena, Draw draw, Streams streams) {
            this.arena = arena;
            this.draw = draw;
            this.streams = streams;
        }

        void scoreAll(boolean[][] wanted, boolean described, Replicate out) {
            for (int s = 0; s < wanted.length; s++) {
                if (!wanted(arena, wanted[s])) {
                    continue;
                }
                Attempted<R> attempted = answer(s);
                R result = attempted.result;
                String failure = attempted.failure;
                for (int c = 0; c < claims.size(); c++) {
                    if (wanted[s][c] && claims.get(c).arena() == arena) {
                        double score = result == null ? 0 : score(claims.get(c), result);
                        failure = Double.isNaN(score) ? "its result could not be scored" : failure;
                        out.scores[s][c] = Double.isNaN(score) ? 0 : score;
                    }
                }
                out.failed[s] |= failure != null;
                if (s == 0) {
                    out.failure = out.failure == null ? failure : out.failure;
                    if (result != null) {
                        read(result, described, out);
                    }
                }
            }
        }

        /** NaN where the result is such that a claim cannot be scored: an inference that throws, a term that is not there. */
        private double score(Claim<R> claim, R result) {
            double score;
            try {
                score = claim.score(result, draw.truth());
            } catch (RuntimeException e) {
                return Double.NaN;
            }
            if (score < 0 || score > 1) {
                throw new IllegalStateException("the claim " + claim + " scored " + score + ", outside [0, 1]");
            }
            return score;
        }

        /** Figures; what cannot be read is left out, as its scores tell already. */
        private void read(R result, boolean described, Replicate out) {
            try {
                if (arena == Arena.EFFECT) {
                    out.reading = reader.read(result, draw.truth());
                    out.descriptors = described ? reader.describe(draw.observed(), result) : Map.of();
                } else {
                    out.nullPValue = reader.pValue(result, draw.truth());
                }
            } catch (RuntimeException e) {
                out.failure = out.failure == null ? "its result could not be read" : out.failure;
            }
        }

        /** Whatever a subject does instead of answering counts against it, and ends no run. */
        private Attempted<R> answer(int subject) {
            try {
                R result = subject == 0
                        ? own()
                        : controls.get(subject - 1).rule().answer(draw, this::own, streams.estimator());
                return checked(result);
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                return new Attempted<>(null, String.valueOf(e.getMessage()));
            }
        }

        /** Estimators that were not compiled under our checks may answer null. */
        private Attempted<R> checked(@Nullable R result) {
            return new Attempted<>(result, result == null ? "it answered nothing" : null);
        }

        private R own() {
            if (own == null && ownFailure == null) {
                try {
                    own = estimator.estimate(draw.observed(), streams.estimator());
                } catch (RuntimeException | StackOverflowError | AssertionError e) {
                    ownFailure = new IllegalStateException(e.getMessage(), e);
                }
            }
            if (own != null) {
                return own;
            }
            throw ownFailure != null ? ownFailure : new IllegalStateException("it answered nothing");
        }
    }

    /** A result, or why there is none. */
    private record Attempted<R>(
            @Nullable R result, @Nullable String failure) {}
}
