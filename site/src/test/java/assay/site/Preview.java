package assay.site;

import java.nio.file.Path;

final class Preview {
    private Preview() {}
    public static void main(String[] args) {
        System.out.println(SiteBuilder.build(Fixture.inputs(Path.of(args[0]), Path.of(args[1])), Path.of(args[2])));
    }
}
