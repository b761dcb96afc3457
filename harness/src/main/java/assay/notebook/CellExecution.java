package assay.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import jdk.jshell.execution.LocalExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * Runs snippets in this JVM and keeps the live object that each yields, where JShell itself only reports its text.
 *
 * <p>JShell starts a thread per snippet that calls a static method without arguments, and can stop that thread. It is
 * handed a method of ours, which finds the snippet through an inherited thread-local.
 */
final class CellExecution extends LocalExecutionControl {

    private static final InheritableThreadLocal<@Nullable Call> CALL = new InheritableThreadLocal<>();
    private static final Method TRAMPOLINE = trampoline();

    private final CellEngine engine;
    private @Nullable Call last;

    CellExecution(CellEngine engine) {
        super(new CellClassLoader());
        this.engine = engine;
    }

    /** One call of a snippet and what came of it. */
    static final class Call {
        private final CellEngine engine;
        private final Method snippet;
        private @Nullable Object value;
        private @Nullable Throwable thrown;

        Call(CellEngine engine, Method snippet) {
            this.engine = engine;
            this.snippet = snippet;
        }

        CellEngine engine() {
            return engine;
        }

        @Nullable
        Object value() {
            return value;
        }

        @Nullable
        Throwable thrown() {
            return thrown;
        }
    }

    /** The call that the current thread belongs to. */
    static @Nullable Call current() {
        return CALL.get();
    }

    /** Takes the outcome of the last call, once. */
    @Nullable
    Call take() {
        Call taken = last;
        last = null;
        return taken;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        Call call = new Call(engine, snippet);
        last = call;
        CALL.set(call);
        try {
            return super.invoke(TRAMPOLINE);
        } finally {
            CALL.remove();
        }
    }

    @Override
    public String varValue(String className, String varName) {
        return ""; // JShell would print every variable after every snippet, for nobody to read.
    }

    /**
     * What the thread of a snippet runs.
     *
     * @throws Throwable whatever the snippet throws
     */
    static void callSnippet() throws Throwable {
        Call call = CALL.get();
        if (call == null) {
            throw new IllegalStateException("no snippet to call");
        }
        try {
            call.value = call.snippet.invoke(null);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            call.thrown = cause;
            throw cause;
        }
    }

    private static Method trampoline() {
        try {
            Method method = CellExecution.class.getDeclaredMethod("callSnippet");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
