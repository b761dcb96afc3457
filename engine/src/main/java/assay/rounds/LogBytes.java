package assay.rounds;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The rows of a log as bytes: numbers of columns and rows, then column by column. */
final class LogBytes {

    private static final int MAGIC = 0x41524c31;
    private static final int HEAD = 5;

    private LogBytes() {}

    static byte[] write(RoundLog log) {
        int rows = log.size();
        int covariates = log.covariates().length;
        ByteBuffer out = ByteBuffer.allocate(4 * HEAD + rows * (9 + 8 * (1 + log.arms() + covariates)));
        out.putInt(MAGIC).putInt(log.round()).putInt(rows).putInt(log.arms()).putInt(covariates);
        for (int i = 0; i < rows; i++) {
            out.putInt(log.segment(i)).putInt(log.arm(i)).put((byte) log.cell(i).number());
        }
        for (int i = 0; i < rows; i++) {
            out.putDouble(log.outcome(i));
        }
        for (int k = 0; k < log.arms(); k++) {
            for (int i = 0; i < rows; i++) {
                out.putDouble(log.propensity(i, k));
            }
        }
        for (double[] column : log.covariates()) {
            for (double value : column) {
                out.putDouble(value);
            }
        }
        return out.array();
    }

    static RoundLog read(byte[] bytes, Path file) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.getInt() != MAGIC) {
                throw damaged(file);
            }
            int round = in.getInt();
            int rows = in.getInt();
            int arms = in.getInt();
            int covariates = in.getInt();
            long expected = 4L * HEAD + (long) rows * (9 + 8L * (1 + arms + covariates));
            if (rows < 1 || arms < 2 || covariates < 1 || expected != bytes.length) {
                throw damaged(file);
            }
            int[] segment = new int[rows];
            int[] arm = new int[rows];
            Cell[] cell = new Cell[rows];
            Cell[] cells = Cell.values();
            for (int i = 0; i < rows; i++) {
                segment[i] = in.getInt();
                arm[i] = in.getInt();
                cell[i] = cells[Math.floorMod(in.get(), cells.length)];
            }
            double[] outcome = column(in, rows);
            double[][] propensities = new double[arms][];
            for (int k = 0; k < arms; k++) {
                propensities[k] = column(in, rows);
            }
            double[][] x = new double[covariates][];
            for (int j = 0; j < covariates; j++) {
                x[j] = column(in, rows);
            }
            return new RoundLog(round, segment, cell, arm, propensities, x, outcome);
        } catch (BufferUnderflowException e) {
            throw damaged(file);
        }
    }

    private static double[] column(ByteBuffer in, int rows) {
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = in.getDouble();
        }
        return values;
    }

    private static CampaignFileException damaged(Path file) {
        return new CampaignFileException(
                "The rows in " + file + " are cut off or damaged. Restore the file from a copy.");
    }
}
