package assay.dgp.scenario;

import assay.random.Philox;
import assay.random.Streams;
import java.util.List;

/** Streams beyond those of every world, one for each thing that can be turned on without moving anything else. */
enum Stream {
    KIND(5),
    BOTS(6),
    STAFF(7),
    LEAKAGE(8),
    EARLY_EXPOSURE(9),
    LOSS(10),
    DUPLICATES(11),
    REBUCKETING(12),
    MISSING(13),
    UNDERLOGGING(14),
    OUTLIERS(15),
    TIMING(16),
    DAYS(32);

    private final int first;

    Stream(int first) {
        this.first = first;
    }

    Philox of(Streams streams) {
        return new Philox(streams.worldKey(), streams.replicate(), first);
    }

    Philox of(Streams streams, Response response) {
        return new Philox(
                streams.worldKey(),
                streams.replicate(),
                first + List.of(Response.values()).indexOf(response));
    }
}
