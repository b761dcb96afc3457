package assay.harness;

import assay.EstimationException;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicReference<@Nullable Surprise> surprise = new AtomicReference<>();

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

    /** What replicates are a function of: the keys of their streams. */
    String content() {
        StringBuilder text = new StringBuilder().append(keys.estimatorKey());
        worlds.forEach(
                (arena, world) -> text.append(' ').append(arena).append(' ').append(world.key));
        return text.toString();
    }

    /** The first failure that was no rejection of the data, in words; replicates that fail score 0, whatever the reason. */
    Optional<String> surprise() {
        return Optional.ofNullable(surprise.get()).map(found -> "replicate " + found.replicate + ": " + found.message);
    }

    private record Surprise(int replicate, String message) {

        static Surprise earlier(@Nullable Surprise a, Surprise b) {
            return a != null && a.replicate <= b.replicate ? a : b;
        }
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
                R result = answer(s);
                out.failed[s] |= result == null;
                for (int c = 0; c < claims.size(); c++) {
                    if (wanted[s][c] && claims.get(c).arena() == arena) {
                        out.scores[s][c] = result == null ? 0 : score(s, claims.get(c), result, out);
                    }
                }
                if (s == 0 && result != null) {
                    read(result, described, out);
                }
            }
        }

        /** An answer that cannot be scored is none. */
        private double score(int subject, Claim<R> claim, R result, Replicate out) {
            double score;
            try {
                score = claim.score(result, draw.truth());
            } catch (RuntimeException e) {
                surprised(e);
                out.failed[subject] = true;
                return 0;
            }
            if (score < 0 || score > 1) {
                throw new IllegalStateException("the claim " + claim + " scored " + score + ", outside [0, 1]");
            }
            out.failed[subject] |= Double.isNaN(score);
            return Double.isNaN(score) ? 0 : score;
        }

        /** Figures; what cannot be read is left out, as its scores tell already. */
        private void read(R result, boolean described, Replicate out) {
            try {
                if (arena == Arena.EFFECT) {
                    out.descriptors = described ? reader.describe(draw.observed(), result) : Map.of();
                    out.reading = reader.read(result, draw.truth());
                } else {
                    out.nullPValue = reader.pValue(result, draw.truth());
                }
            } catch (RuntimeException e) {
                surprised(e);
                out.failed[0] = true;
            }
        }

        /** Null if the subject could not answer: data that it rejects, numbers that are not, or a fault of its own. */
        private @Nullable R answer(int subject) {
            if (subject == 0) {
                return attempted();
            }
            Control<R> control = controls.get(subject - 1);
            try {
                return control.rule().answer(draw, this::own, streams.estimator());
            } catch (EstimationException | IllegalArgumentException e) {
                return null;
            } catch (RuntimeException e) {
                if (control.estimator().isPresent()) {
                    // A foil that breaks down would be refuted for the wrong reason.
                    throw e;
                }
                return null;
            }
        }

        private R own() {
            R result = attempted();
            if (result == null) {
                throw ownFailure != null ? ownFailure : new IllegalStateException("no result and no failure");
            }
            return result;
        }

        /** Runs the estimator once for all subjects that need it; null if it fails, in whatever way. */
        private @Nullable R attempted() {
            if (own == null && ownFailure == null) {
                try {
                    own = estimator.estimate(draw.observed(), streams.estimator());
                    if (own == null) {
                        throw new IllegalStateException("the estimator answered null");
                    }
                } catch (EstimationException | IllegalArgumentException e) {
                    ownFailure = e;
                } catch (RuntimeException e) {
                    ownFailure = e;
                    surprised(e);
                } catch (StackOverflowError | OutOfMemoryError | AssertionError | LinkageError e) {
                    ownFailure = new IllegalStateException(e.toString(), e);
                    surprised(e);
                }
            }
            return own;
        }

        private void surprised(Throwable cause) {
            String message = cause instanceof IllegalStateException ? cause.getMessage() : cause.toString();
            Surprise found = new Surprise(streams.replicate(), String.valueOf(message));
            surprise.accumulateAndGet(found, Surprise::earlier);
        }
    }
}
