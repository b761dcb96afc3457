package assay.cli;

import java.io.IOException;
import java.io.PrintWriter;

/** Says what to do next when a long run is stopped from outside, as by Ctrl-C. */
final class StopNotice {

    private StopNotice() {}

    /**
     * Work that can be stopped.
     *
     * @param <T> what it answers
     */
    interface Work<T> {

        T run() throws IOException;
    }

    static <T> T during(PrintWriter err, Work<T> work) throws IOException {
        Thread notice = new Thread(
                () -> {
                    err.println();
                    err.println("stopped; run the same command to go on");
                    err.flush();
                },
                "assay-stop");
        Runtime.getRuntime().addShutdownHook(notice);
        try {
            return work.run();
        } finally {
            remove(notice);
        }
    }

    private static void remove(Thread notice) {
        try {
            Runtime.getRuntime().removeShutdownHook(notice);
        } catch (IllegalStateException e) {
            // The process is being stopped: the notice is under way.
            return;
        }
    }
}
