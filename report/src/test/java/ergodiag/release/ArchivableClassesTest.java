package ergodiag.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Classes that no archive takes are renewed, and nothing else is. */
class ArchivableClassesTest {
    private static final String CLASS = "picocli/CommandLine.class";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int VERSION_AT = 7;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void oldClassesBecomeOnesThatJavaChecksByTheirFrames() throws Exception {
        URI library = CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path jar = Files.copy(Path.of(library), folder.resolve("a.jar"));
        List<String> before = entries(jar);
        byte[] manifest = content(jar, MANIFEST);
        assertThat(content(jar, CLASS)[VERSION_AT]).isLessThan((byte) 50);
        ArchivableClasses.renew(jar);
        assertThat(entries(jar)).isEqualTo(before);
        assertThat(content(jar, MANIFEST)).isEqualTo(manifest);
        assertThat(content(jar, CLASS)[VERSION_AT]).isEqualTo((byte) 52);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (String name : before) {
                if (name.startsWith("picocli/CommandLine") && name.contains(".class ")) {
                    Class.forName(name.replaceFirst("\\.class .*", "").replace('/', '.'), true, loader);
                }
            }
        }
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName() + " " + entry.getTimeLocal())
                    .toList();
        }
    }

    private static byte[] content(Path jar, String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            return zip.getInputStream(entry).readAllBytes();
        }
    }
}
