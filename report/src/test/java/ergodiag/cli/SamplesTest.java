package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final Path FOLDER = Path.of("../samples");

    @Test
    void everySampleIsListedAndEveryListedSampleIsThere() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".zip")))
                    .containsExactlyInAnyOrderElementsOf(Samples.all().stream()
                            .map(sample -> sample.name() + ".zip")
                            .toList());
        }
    }

    @Test
    void everySampleHasItsStoryOnThePage() throws IOException {
        String page = Files.readString(FOLDER.resolve("README.md"));
        assertThat(Samples.all()).allSatisfy(sample -> assertThat(page).contains("| " + sample.name() + " |"));
    }
}
