package assay.scenario;

import assay.data.experiment.ExperimentWriter;
import assay.data.experiment.PackedDays;
import assay.data.experiment.TableContracts;
import assay.dgp.scenario.RowSink;

/** Rows of a draw on their way to files. */
final class WriterSink implements RowSink {

    private static final long MICROS = 1_000_000;

    private final ExperimentWriter writer;

    WriterSink(ExperimentWriter writer) {
        this.writer = writer;
    }

    @Override
    public void table(String name) {
        if (name.equals(PackedDays.TABLE)) {
            writer.days();
        } else {
            writer.table(TableContracts.named(name).orElseThrow());
        }
    }

    @Override
    public void day(long date, int user, int arm, int events, int sessions, double revenue, double minutes) {
        writer.day((int) date, user, arm, events, sessions, revenue, minutes);
    }

    @Override
    public void text(String value) {
        writer.text(value);
    }

    @Override
    public void whole(long value) {
        writer.whole(value);
    }

    @Override
    public void number(double value) {
        writer.number(value);
    }

    @Override
    public void count(double value) {
        if (Double.isNaN(value)) {
            writer.none();
        } else {
            writer.whole((long) value);
        }
    }

    @Override
    public void time(long seconds) {
        writer.time(seconds * MICROS);
    }

    @Override
    public void date(long day) {
        writer.date((int) day);
    }

    @Override
    public void none() {
        writer.none();
    }

    @Override
    public void end() {
        writer.end();
    }
}
