package ergodiag.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.analyze.Catalogue;
import ergodiag.analyze.Playbook;
import ergodiag.analyze.ReadSample;
import ergodiag.findings.CatalogueEntry;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.findings.Threshold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private static final Catalogue CATALOGUE = new Catalogue(Playbooks.all());
    private static final Path PAGE = Path.of("CATALOGUE.md");

    @ParameterizedTest
    @MethodSource("playbooks")
    void explainsEveryCodeOfTheRoomAndNoOther(Playbook playbook) throws IOException {
        Set<String> used = new TreeSet<>();
        sources(playbook).forEach(file -> used.addAll(codes(file)));
        Set<String> foreign = playbook.card().titles().stream()
                .flatMap(title -> title.codes().stream())
                .filter(code -> !code.startsWith(prefix(playbook)))
                .collect(Collectors.toSet());
        used.removeAll(foreign);
        assertThat(Catalogue.of(playbook)).extracting(CatalogueEntry::code).containsExactlyElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void titlesChartsByFindingsThereAre(Playbook playbook) {
        assertThat(playbook.card().titles())
                .allSatisfy(title -> assertThat(title.codes())
                        .isNotEmpty()
                        .allSatisfy(code -> assertThat(CATALOGUE.of(code)).isPresent()));
    }

    private static String prefix(Playbook playbook) {
        return String.format(Locale.ROOT, "ED%02d", playbook.card().number());
    }

    private static Set<String> codes(Path source) {
        return Pattern.compile("\"(ED\\d{4})\"")
                .matcher(read(source))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    private static List<Path> sources(Playbook playbook) throws IOException {
        Path room =
                Path.of("src/main/java", playbook.getClass().getPackageName().split("\\."));
        try (Stream<Path> sources = Files.list(room)) {
            return sources.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Playbook> playbooks() {
        return Playbooks.all().stream();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void tellsOfEachLimitWhichFindingIsJudgedByIt(Playbook playbook) {
        Set<String> told = Catalogue.of(playbook).stream()
                .flatMap(entry -> entry.limits().stream())
                .map(Threshold::key)
                .collect(Collectors.toSet());
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(playbook.card().thresholds().stream()
                        .map(Threshold::key)
                        .toList());
    }

    @Test
    void saysEverythingOfEachFinding() {
        assertThat(CATALOGUE.all()).allSatisfy(entry -> {
            assertThat(entry.code()).startsWith(String.format(Locale.ROOT, "ED%02d", entry.playbook()));
            assertThat(List.of(entry.says(), entry.plain(), entry.matters(), entry.judged()))
                    .allSatisfy(text -> assertThat(text).isNotBlank().matches("(?s).*[.?]"));
            assertThat(entry.advice().values())
                    .isNotEmpty()
                    .allSatisfy(text ->
                            assertThat(text).isNotBlank().matches("(?s).*[.?]").doesNotContainPattern("[{|}]"));
            assertThat(entry.severities()).isNotEmpty();
        });
    }

    @Test
    void equalsTheCommittedPage() throws IOException {
        String made = CATALOGUE.markdown();
        if (System.getenv("ERGODIAG_WRITE_PAGES") != null) {
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE))
                .as("made again by: ERGODIAG_WRITE_PAGES=yes mvn -q test -pl analyze -am -Dtest=CatalogueTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bad-links", "blocked-consumer", "contention", "crash-loop", "events-and-pool", "node-gone"})
    void headsEachFindingWithPlainWordsAboutItsOwnSubject(String sample) {
        assertThat(ReadSample.judged(sample).findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.prose().headline())
                        .contains(
                                finding.subject().kind() == Subject.Kind.LINK
                                        ? finding.subject().peer()
                                        : finding.subject().node())
                        .endsWith(".")
                        .doesNotContainPattern("[{}]|mailbox|callback|zombee|goroutine|supervisor"));
    }

    @Test
    void advisesAsThePageDoes() {
        assertThat(ReadSample.judged("crash-loop").findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.prose().advice())
                        .doesNotContainPattern("[{|}]")
                        .startsWith(CATALOGUE
                                .of(finding.code())
                                .orElseThrow()
                                .advice()
                                .values()
                                .iterator()
                                .next()
                                .substring(0, 10)));
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void advisesForAspectsThatItsFindingsHave(Playbook playbook) throws IOException {
        Set<String> advised = Catalogue.of(playbook).stream()
                .flatMap(entry -> entry.advice().keySet().stream())
                .filter(label -> !label.equals("What to do"))
                .map(label -> label.substring("What to do when ".length()))
                .collect(Collectors.toSet());
        String code = String.join(
                "\n", sources(playbook).stream().map(CatalogueTest::read).toList());
        assertThat(advised).allSatisfy(aspect -> assertThat(code).contains('"' + aspect + '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bad-links", "blocked-consumer", "crash-loop", "events-and-pool", "overload-and-stuck-call"})
    void allowsEverySeverityThatIsGiven(String sample) {
        assertThat(ReadSample.judged(sample).findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .allSatisfy(finding -> assertThat(
                                CATALOGUE.of(finding.code()).orElseThrow().severities())
                        .contains(finding.severity()));
    }
}
