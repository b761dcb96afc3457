package assay.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecTest {

    private static final Path HOME = Path.of("/home/ada");

    @Test
    void theUserDirectoryIsThatOfThePlatform() {
        assertThat(KernelSpec.userDirectory(Map.of(), "Linux", HOME))
                .isEqualTo(HOME.resolve(".local/share/jupyter/kernels"));
        assertThat(KernelSpec.userDirectory(Map.of(), "Mac OS X", HOME))
                .isEqualTo(HOME.resolve("Library/Jupyter/kernels"));
        assertThat(KernelSpec.userDirectory(Map.of("APPDATA", "/roaming"), "Windows 11", HOME))
                .isEqualTo(Path.of("/roaming/jupyter/kernels"));
        assertThat(KernelSpec.userDirectory(Map.of("XDG_DATA_HOME", "/share"), "Linux", HOME))
                .isEqualTo(Path.of("/share/jupyter/kernels"));
        assertThat(KernelSpec.userDirectory(Map.of("JUPYTER_DATA_DIR", "/data"), "Mac OS X", HOME))
                .isEqualTo(Path.of("/data/kernels"));
    }

    @Test
    void theKernelStartsWithThisJavaAndItsClassPath(@TempDir Path kernels) throws IOException {
        Path file = KernelSpec.install(kernels);
        assertThat(file).isEqualTo(kernels.resolve("java/kernel.json"));
        JsonObject spec = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(spec.get("language").getAsString()).isEqualTo("java");
        assertThat(spec.get("interrupt_mode").getAsString()).isEqualTo("message");
        var argv = spec.getAsJsonArray("argv");
        assertThat(Path.of(argv.get(0).getAsString())).isExecutable();
        assertThat(argv.get(argv.size() - 1).getAsString()).isEqualTo("{connection_file}");
        assertThat(argv.get(argv.size() - 2).getAsString()).isEqualTo(KernelMain.class.getName());
        assertThat(argv.get(argv.size() - 3).getAsString())
                .contains("tablesaw-core")
                .contains("basekernel");
    }
}
