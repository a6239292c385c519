package ergodiag.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about templates names what there is, and nothing else. */
class TemplatesPageTest {
    private static final Path PAGE = Path.of("TEMPLATES.md");
    private static final Path TEMPLATES = Path.of("../templates");

    @Test
    void everyNameOfThePageIsDescribed() throws IOException {
        List<String> described = Pattern.compile("(?m)^\\| `page\\.(\\w+)`")
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(described)
                .containsExactlyElementsOf(
                        parts().flatMap(TemplatesPageTest::names).toList());
    }

    @Test
    void everyFieldOfItsPartsIsDescribed() throws IOException {
        String page = Files.readString(PAGE);
        List<Class<?>> types = new ArrayList<>(List.of(Page.class.getDeclaredClasses()));
        types.removeAll(parts().toList());
        for (Class<?> part : types) {
            MatchResult row = Pattern.compile("(?m)^\\| " + part.getSimpleName() + " \\| ([^.]*)\\.")
                    .matcher(page)
                    .results()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(part.getSimpleName() + " is not described"));
            assertThat(row.group(1).split(", "))
                    .containsExactlyElementsOf(
                            names(part).map(name -> "`" + name + "`").toList());
        }
    }

    @Test
    void everyTemplateIsNamed() throws IOException {
        String page = Files.readString(PAGE);
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name -> page.contains("`" + name + "`"));
        }
    }

    private static Stream<Class<?>> parts() {
        return Arrays.stream(Page.class.getRecordComponents()).map(RecordComponent::getType);
    }

    private static Stream<String> names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName);
    }
}
