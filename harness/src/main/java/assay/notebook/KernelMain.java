package assay.notebook;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts the {@link Kernel} and, where it cannot live, says why on standard error, which Jupyter logs. */
public final class KernelMain {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private KernelMain() {}

    /**
     * Serves one front end until it closes the connection.
     *
     * @param arguments the connection file that Jupyter wrote
     */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            end(
                    USAGE,
                    "usage: assay.notebook.KernelMain CONNECTION_FILE (Jupyter starts this, see: assay kernel install)");
        }
        Path file = Path.of(arguments[0]);
        if (!Files.isReadable(file)) {
            end(USAGE, "there is no connection file " + file + " to read; Jupyter writes one when it starts a kernel");
        }
        if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
            end(
                    FAILED,
                    "the Java in " + System.getProperty("java.home") + " has no compiler. Cells need a JDK, not a JRE: "
                            + "install one (Debian: apt-get install openjdk-17-jdk-headless), set JAVA_HOME to it, and "
                            + "give again: assay kernel install");
        }
        try {
            // Not called directly: without a JDK the class could not even be loaded to say so.
            Class.forName("assay.notebook.Kernel")
                    .getDeclaredMethod("serve", Path.class)
                    .invoke(null, file);
        } catch (InvocationTargetException e) {
            end(FAILED, reason(e.getCause() == null ? e : e.getCause(), file));
        } catch (ReflectiveOperationException | LinkageError e) {
            end(FAILED, "the class path of the kernel is not whole (" + e + "). Give again: assay kernel install");
        }
    }

    private static String reason(Throwable failure, Path file) {
        String text = String.valueOf(failure);
        if (text.contains("Address already in use") || text.contains("Errno 48") || text.contains("Errno 98")) {
            return "a port of " + file + " is taken by another program. Restart the kernel: Jupyter then picks others";
        }
        if (text.contains("Json")
                || text.contains("Protocol not supported")
                || failure instanceof NullPointerException) {
            return file + " is not a connection file of Jupyter (" + failure.getMessage() + ")";
        }
        return "it cannot serve the connection of " + file + ": " + failure;
    }

    private static void end(int code, String why) {
        System.err.println("assay kernel: " + why);
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }
}
