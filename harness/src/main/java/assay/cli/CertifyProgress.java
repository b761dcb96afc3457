package assay.cli;

import assay.certificate.Verdict;
import assay.harness.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * Tells how far a certification is: a line that changes on a terminal, a line for each finished cell elsewhere.
 */
final class CertifyProgress implements Progress {

    private static final int BAR = 20;
    private static final long PAUSE = 100_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private final Ansi ansi;
    private String method = "";
    private double seconds;
    private long replicates;
    private long shown = System.nanoTime() - PAUSE;

    CertifyProgress(PrintWriter err, boolean terminal, Ansi ansi) {
        this.err = err;
        this.terminal = terminal;
        this.ansi = ansi;
    }

    @Override
    public void at(Stage stage) {
        if (!stage.method().equals(method)) {
            method = stage.method();
            seconds = 0;
            replicates = 0;
        }
        if (stage.finished()) {
            finished(stage);
        } else if (terminal && System.nanoTime() - shown >= PAUSE) {
            shown = System.nanoTime();
            err.print("\r\033[K" + line(stage));
            err.flush();
        }
    }

    private void finished(Stage stage) {
        seconds += stage.seconds();
        replicates += stage.replicates() - stage.replayed();
        if (terminal) {
            err.print("\r\033[K");
            err.flush();
        } else {
            String controls = stage.controls() == 0
                    ? ""
                    : ", controls " + stage.controlsHeld() + " of " + stage.controls() + " as required";
            err.printf(
                    Locale.ROOT,
                    "%s %d/%d %s: %s after %d replicates in %.1f s%s%n",
                    stage.method(),
                    stage.index(),
                    stage.cells(),
                    stage.cell(),
                    stage.verdict(),
                    stage.replicates(),
                    stage.seconds(),
                    controls);
        }
    }

    @Override
    public void failed(String name, String cell, String failure) {
        err.println("warning: " + name + " broke down in " + cell + ", " + failure + "; replicates that fail score 0");
    }

    /** Clears the line that changes. */
    void end() {
        if (terminal) {
            err.print("\r\033[K");
            err.flush();
        }
    }

    private String line(Stage stage) {
        double within = stage.replicates() / (double) stage.budget();
        double share = (stage.index() - 1 + within) / stage.cells();
        int full = (int) Math.min(BAR, Math.round(share * BAR));
        StringBuilder verdicts = new StringBuilder();
        stage.claims().forEach(verdict -> verdicts.append(letter(verdict)));
        return String.format(
                Locale.ROOT,
                "%s %d/%d [%s%s] %3.0f%%, %s %s%s",
                stage.method(),
                stage.index(),
                stage.cells(),
                "#".repeat(full),
                ".".repeat(BAR - full),
                100 * share,
                left(stage),
                verdicts,
                stage.controls() == 0 ? "" : " controls " + stage.controlsHeld() + "/" + stage.controls());
    }

    /** What every budget left would take at the speed so far; most cells are decided sooner. */
    private String left(Stage stage) {
        int live = stage.replicates() - stage.replayed();
        if (live <= 0) {
            return "going on from replicate " + stage.replicates();
        }
        double here = stage.seconds() / live;
        double mean = (seconds + stage.seconds()) / (replicates + live);
        double left = (stage.budget() - stage.replicates()) * here
                + (double) (stage.cells() - stage.index()) * stage.budget() * mean;
        return "at most " + clock((long) Math.ceil(left)) + " left";
    }

    static String clock(long seconds) {
        long hours = seconds / 3600;
        String rest = String.format(Locale.ROOT, "%02d:%02d", seconds % 3600 / 60, seconds % 60);
        return hours > 0 ? hours + ":" + rest : rest;
    }

    private String letter(Verdict verdict) {
        return switch (verdict) {
            case CERTIFIED -> ansi.string("@|green C|@");
            case REFUTED -> ansi.string("@|red R|@");
            default -> ".";
        };
    }
}
