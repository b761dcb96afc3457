package assay.harness;

import assay.EstimationException;
import assay.Estimator;
import assay.certificate.ClaimSpec;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.Draw;
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
                        out.scores[s][c] = result == null ? 0 : claims.get(c).score(result, draw.truth());
                    }
                }
                if (s == 0 && result != null) {
                    Reading reading = reader.read(result, draw.truth());
                    if (arena == Arena.EFFECT) {
                        out.reading = reading;
                        out.descriptors = described ? reader.describe(draw.observed(), result) : Map.of();
                    } else {
                        out.nullPValue = reading.pZero();
                    }
                }
            }
        }

        /** Null if the subject could not answer: data that it rejects, or numbers that are not. */
        private @Nullable R answer(int subject) {
            try {
                return subject == 0
                        ? own()
                        : controls.get(subject - 1).rule().answer(draw, this::own, streams.estimator());
            } catch (EstimationException | IllegalArgumentException e) {
                return null;
            }
        }

        private R own() {
            if (own == null && ownFailure == null) {
                try {
                    own = estimator.estimate(draw.observed(), streams.estimator());
                } catch (EstimationException | IllegalArgumentException e) {
                    ownFailure = e;
                }
            }
            if (own != null) {
                return own;
            }
            throw ownFailure != null ? ownFailure : new IllegalStateException("no result and no failure");
        }
    }
}
