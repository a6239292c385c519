package ergodiag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages people read beside the program: nothing in them leads nowhere, in the repository and in a release. */
class PagesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");

    private static final Set<String> OF_LIBRARIES = Set.of("Duration.java", "Optional.java");

    /** A link of a page to something beside it, with the heading it leads to. */
    private record Link(Path page, Path target, String anchor) {}

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Link> links = links(pages(ROOT));
        assertThat(links).hasSizeGreaterThan(20);
        assertThat(links).allSatisfy(link -> {
            assertThat(link.target()).as("%s", link).exists();
            if (!link.anchor().isEmpty()) {
                assertThat(anchors(link.target())).as("%s", link).contains(link.anchor());
            }
        });
    }

    @Test
    void everyLinkOfAReleaseLeadsToWhatItPacks() throws IOException {
        Set<Path> packed = packed();
        List<Link> links = links(
                packed.stream().filter(page -> page.toString().endsWith(".md")).toList());
        assertThat(links).hasSizeGreaterThan(10);
        assertThat(links)
                .allSatisfy(link -> assertThat(packed).as("%s", link).anyMatch(file -> file.startsWith(link.target())));
    }

    @Test
    void everySectionThatTheCodeNamesIsThere() throws IOException {
        String sections = Files.readString(ROOT.resolve("capture/ERGO.md"));
        List<MatchResult> named = new ArrayList<>();
        for (Path source : files(ROOT, ".java")) {
            Pattern.compile("ERGO\\.md (?:section )?(\\d)(?: and (\\d))?")
                    .matcher(Files.readString(source))
                    .results()
                    .forEach(named::add);
        }
        assertThat(named).isNotEmpty();
        assertThat(named.stream().flatMap(found -> Stream.of(found.group(1), found.group(2))))
                .allSatisfy(section -> assertThat(section == null || sections.contains("\n## " + section + ". "))
                        .as("section %s of ERGO.md", section)
                        .isTrue());
    }

    /** {@code ask.Reply} and {@code HouseTest} are the ends of paths of source files. */
    @Test
    void everyClassThatContributorsAreToldOfIsThere() throws IOException {
        List<Path> sources = files(ROOT, ".java");
        List<String> named = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w+)`")
                .matcher(Files.readString(ROOT.resolve(".github/CONTRIBUTING.md")))
                .results()
                .map(name -> name.group(1).replace('.', '/') + ".java")
                .filter(name -> !OF_LIBRARIES.contains(name))
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named).allSatisfy(name -> assertThat(sources).as(name).anyMatch(source -> source.endsWith(name)));
    }

    /** What the descriptor of the release takes from the repository. */
    private static Set<Path> packed() throws IOException {
        String descriptor = Files.readString(ROOT.resolve("report/src/release/release.xml"));
        Set<Path> packed = Pattern.compile("<source>\\.\\./([^<]*)</source>")
                .matcher(descriptor)
                .results()
                .map(file -> ROOT.resolve(file.group(1)).normalize())
                .collect(Collectors.toSet());
        for (MatchResult set : Pattern.compile("<directory>\\.\\./([^<]*)</directory>.*?<include>\\*([^<]*)</include>")
                .matcher(descriptor)
                .results()
                .toList()) {
            try (Stream<Path> files = Files.list(ROOT.resolve(set.group(1)))) {
                files.filter(file -> file.toString().endsWith(set.group(2))).forEach(packed::add);
            }
        }
        return packed;
    }

    private static List<Path> pages(Path root) throws IOException {
        return files(root, ".md");
    }

    private static List<Path> files(Path root, String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ending)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static List<Link> links(List<Path> pages) throws IOException {
        List<Link> links = new ArrayList<>();
        for (Path page : pages) {
            Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)]*))?\\)")
                    .matcher(Files.readString(page))
                    .results()
                    .map(found -> new Link(
                            page,
                            found.group(1).isEmpty()
                                    ? page
                                    : page.resolveSibling(found.group(1)).normalize(),
                            found.group(2) == null ? "" : found.group(2)))
                    .forEach(links::add);
        }
        return links;
    }

    /** The headings of a page as GitHub names them in links. */
    private static List<String> anchors(Path page) throws IOException {
        return Pattern.compile("(?m)^#+ (.*)$")
                .matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
