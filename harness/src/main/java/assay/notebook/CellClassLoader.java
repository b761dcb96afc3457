package assay.notebook;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/** Loads the classes that JShell compiles from cells, over the libraries of the running JVM. */
final class CellClassLoader implements LoaderDelegate {

    private final Loader loader = new Loader();

    /** A class loader whose classes arrive one cell at a time. */
    private static final class Loader extends URLClassLoader {
        private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();

        Loader() {
            super(new URL[0], CellClassLoader.class.getClassLoader());
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = compiled.get(name);
            return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
        }
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        for (ClassBytecodes each : classes) {
            loader.compiled.put(each.name(), each.bytecodes());
        }
        boolean[] loaded = new boolean[classes.length];
        try {
            for (int i = 0; i < classes.length; i++) {
                // Initialising here would run static code outside the thread that a cell can be stopped in.
                Class.forName(classes[i].name(), false, loader);
                loaded[i] = true;
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ClassInstallException("cannot load a compiled cell: " + e, loaded);
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        for (ClassBytecodes each : classes) {
            loader.compiled.put(each.name(), each.bytecodes());
        }
    }

    @Override
    public void addToClasspath(String entries) throws InternalException {
        try {
            for (String entry : ClassPath.split(entries)) {
                loader.addURL(Path.of(entry).toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new InternalException("not a class path: " + entries + " (" + e.getMessage() + ")");
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }
}
