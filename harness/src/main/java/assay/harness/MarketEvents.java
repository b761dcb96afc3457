package assay.harness;

import assay.data.ParquetLog;
import assay.dgp.market.EventBlock;
import assay.dgp.market.EventType;
import assay.dgp.market.Marketplace;
import assay.random.Streams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The event log of a draw of the marketplace as Parquet: one row an event, in the order in which they happened, numbered from 0
 * in {@code event}. What does not apply to an event is missing.
 */
public final class MarketEvents {

    private static final Map<String, ParquetLog.Type> COLUMNS = columns();

    private final ParquetLog log;
    private final Path target;
    private int day = -1;
    private int files;
    private long events;

    private MarketEvents(ParquetLog log, Path target) {
        this.log = log;
        this.target = target;
    }

    /**
     * What was written.
     *
     * @param events how many events
     * @param files how many files
     */
    public record Written(long events, int files) {}

    private static Map<String, ParquetLog.Type> columns() {
        Map<String, ParquetLog.Type> columns = new LinkedHashMap<>();
        columns.put("event", ParquetLog.Type.WHOLE);
        columns.put("day", ParquetLog.Type.WHOLE);
        columns.put("time", ParquetLog.Type.NUMBER);
        columns.put("type", ParquetLog.Type.TEXT);
        columns.put("user", ParquetLog.Type.WHOLE);
        columns.put("cluster", ParquetLog.Type.WHOLE);
        columns.put("pool", ParquetLog.Type.WHOLE);
        columns.put("arm", ParquetLog.Type.WHOLE);
        columns.put("ghost", ParquetLog.Type.FLAG);
        columns.put("advertiser", ParquetLog.Type.WHOLE);
        columns.put("offer", ParquetLog.Type.WHOLE);
        columns.put("propensity", ParquetLog.Type.NUMBER);
        columns.put("payout", ParquetLog.Type.NUMBER);
        columns.put("reward", ParquetLog.Type.NUMBER);
        columns.put("balance", ParquetLog.Type.NUMBER);
        return columns;
    }

    /**
     * The columns of the log.
     *
     * @return in their order
     */
    public static List<String> columnNames() {
        return List.copyOf(COLUMNS.keySet());
    }

    /**
     * Runs the market of a draw and writes all that happens.
     *
     * @param target a {@code .parquet} file, or a folder that gets a file for each day, such as {@code day-003.parquet}
     * @param world the market
     * @param streams the streams of the draw
     * @return what was written
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the folder holds a log already: a log is never written over
     */
    public static Written write(Path target, Marketplace world, Streams streams) throws IOException {
        boolean daily = !isFile(target);
        if (daily && Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                if (files.anyMatch(MarketEvents::isFile)) {
                    throw new IllegalArgumentException(
                            "'" + target + "' holds Parquet files already; name a new folder, or one file.");
                }
            }
        }
        try (ParquetLog log = ParquetLog.of(COLUMNS)) {
            MarketEvents writer = new MarketEvents(log, target);
            try {
                world.events(streams, block -> writer.take(block, daily));
            } catch (UncheckedIOException e) {
                throw new IOException(e.getMessage(), e);
            }
            writer.save(daily);
            return new Written(writer.events, writer.files);
        }
    }

    /**
     * Whether a path is written as one file.
     *
     * @param target the path
     * @return true if its name ends in {@code .parquet}
     */
    public static boolean isFile(Path target) {
        return target.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    private void take(EventBlock block, boolean daily) {
        for (int row = 0; row < block.rows(); row++) {
            if (block.day(row) != day) {
                if (daily && day >= 0) {
                    try {
                        save(true);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                day = block.day(row);
            }
            append(block, row);
        }
    }

    private void save(boolean daily) throws IOException {
        if (log.rows() > 0) {
            log.save(daily ? target.resolve(String.format(Locale.ROOT, "day-%03d.parquet", day)) : target);
            files++;
        }
    }

    private void append(EventBlock block, int row) {
        EventType type = block.type(row);
        boolean bought = type == EventType.CONVERSION || type == EventType.BUDGET_DECREMENT;
        log.begin()
                .whole(block.sequence(row))
                .whole(block.day(row))
                .number(block.time(row))
                .text(type.code())
                .whole(block.user(row))
                .whole(block.cluster(row))
                .whole(block.pool(row))
                .whole(block.arm(row))
                .flag(block.ghost(row));
        if (block.offer(row) < 0) {
            log.missing().missing();
        } else {
            log.whole(block.advertiser(row)).whole(block.offer(row));
        }
        number(type == EventType.ASSIGNMENT || type == EventType.IMPRESSION, block.propensity(row));
        number(bought, block.payout(row));
        number(type == EventType.CONVERSION, block.reward(row));
        number(type == EventType.BUDGET_DECREMENT, block.balance(row));
        log.end();
        events++;
    }

    private void number(boolean applies, double value) {
        if (applies) {
            log.number(value);
        } else {
            log.missing();
        }
    }
}
