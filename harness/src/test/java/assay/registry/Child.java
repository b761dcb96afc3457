package assay.registry;

import assay.decision.Action;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of its own that writes to a store until it is killed. */
final class Child {

    private Child() {}

    static Process start(String... args) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName()));
        command.addAll(List.of(args));
        File errors = File.createTempFile("child", ".txt");
        errors.deleteOnExit();
        return new ProcessBuilder(command).redirectError(errors).start();
    }

    static Process start(String mode, Path file) throws IOException {
        return start(mode, file.toString(), "0");
    }

    /** {@code hold FILE}, or {@code decide FILE N}: says so and waits before write N of its second decision. */
    public static void main(String[] args) throws InterruptedException {
        int stop = Integer.parseInt(args[2]);
        AtomicInteger writes = new AtomicInteger(Integer.MIN_VALUE);
        Runnable before = () -> {
            if (writes.incrementAndGet() == stop) {
                sayAndWait("waiting");
            }
        };
        try (ExperimentStore store = ExperimentStore.open(Path.of(args[1]), Migration.all(), before)) {
            if (args[0].equals("hold")) {
                sayAndWait("holding");
            }
            Contract contract = Plans.contract("help");
            if (args[0].equals("loop")) {
                for (int i = 0; ; i++) {
                    store.append(
                            Plans.record(contract.plan(), Action.ITERATE, 0.01 + 1e-6 * i),
                            contract,
                            Plans.day(30),
                            "ada");
                    System.out.println(i);
                }
            }
            store.append(Plans.record(contract.plan(), Action.HOLD_INCONCLUSIVE, 0.01), contract, Plans.day(30), "ada");
            writes.set(0);
            store.append(Plans.record(contract.plan(), Action.SHIP_GLOBAL, 0.03), contract, Plans.day(31), "ada");
            sayAndWait("done");
        }
    }

    private static void sayAndWait(String what) {
        System.out.println(what);
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
