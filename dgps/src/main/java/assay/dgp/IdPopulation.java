package assay.dgp;

import assay.Arguments;
import assay.Column;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A population of identifiers, for what assigns units by a hash of theirs. There is no treatment: an assignment that works as lots
 * would is the null hypothesis, and it holds.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 2 units.
 *
 * @param size units
 * @param kind what identifiers look like
 */
public record IdPopulation(int size, Kind kind) implements Dgp {

    /** What identifiers look like. */
    public enum Kind {
        /** Numbers one after another, from a random start on. */
        SEQUENTIAL {
            @Override
            String id(long start, int i, Philox random) {
                return Long.toString(start + i);
            }
        },
        /** Addresses with few different names and a number. */
        EMAIL {
            @Override
            String id(long start, int i, Philox random) {
                String name = NAMES.get((int) (random.nextDouble() * NAMES.size()));
                String host = HOSTS.get((int) (random.nextDouble() * HOSTS.size()));
                return name + "." + (start % 100_000 + i) + "@" + host;
            }
        },
        /** Random numbers of 122 bits in the usual hexadecimal form, version 4. */
        UUID {
            @Override
            String id(long start, int i, Philox random) {
                long high = (random.nextLong() & ~0xF000L) | 0x4000L;
                long low = (random.nextLong() & ~(0b11L << 62)) | (1L << 63);
                return String.format(
                        Locale.ROOT,
                        "%08x-%04x-%04x-%04x-%012x",
                        high >>> 32,
                        (high >>> 16) & 0xFFFF,
                        high & 0xFFFF,
                        low >>> 48,
                        low & 0xFFFF_FFFF_FFFFL);
            }
        };

        private static final List<String> NAMES =
                List.of("ana", "bo", "chen", "dara", "eli", "femi", "gita", "hugo", "ines", "jun");
        private static final List<String> HOSTS = List.of("example.com", "example.org", "example.net");

        abstract String id(long start, int i, Philox random);
    }

    /** Sequences begin below this number. */
    private static final double STARTS = 1e12;

    public IdPopulation {
        Arguments.atLeast("size", size, 2);
    }

    @Override
    public String name() {
        return "id-population";
    }

    @Override
    public Draw draw(Streams streams) {
        Philox random = streams.covariates();
        long start = (long) (random.nextDouble() * STARTS);
        List<String> ids = new ArrayList<>(size);
        int[] codes = new int[size];
        for (int i = 0; i < size; i++) {
            codes[i] = i;
            ids.add(kind.id(start, i, random));
        }
        Sample observed = Sample.builder()
                .add(Role.UNIT, new Column.Categorical("unit", codes, ids))
                .build();
        return new Draw(observed, new GroundTruth(Map.of(), null).withNull(true));
    }

    @Override
    public IdPopulation withEffect(double changed) {
        return this;
    }

    @Override
    public IdPopulation withSize(int changed) {
        return new IdPopulation(changed, kind);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A population of identifiers",
                List.of("\\text{id}_i = a + i, \\quad \\text{or a name, a number and a host, or 122 random bits}"),
                List.of(
                        new WorldCard.Knob("size", "units"),
                        new WorldCard.Knob("kind", "sequential numbers, addresses of mail, or UUIDs")),
                Dag.of("ID -> T"),
                "Nothing is estimated here: the null hypothesis that buckets are uniform and independent holds for lots.",
                "The identifiers that platforms hash (Kohavi, Tang and Xu 2020, chapter 4).");
    }
}
