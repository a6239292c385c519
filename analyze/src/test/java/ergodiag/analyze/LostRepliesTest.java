package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.findings.Findings;
import ergodiag.findings.Verdict;
import ergodiag.playbooks.Playbooks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever file is taken out of a bundle: no playbook that reads such files calls anything healthy, and the report says what is missing. */
class LostRepliesTest {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final Pattern NEEDED =
            Pattern.compile("## What must be in the bundle\\s(.*?)\\n## ", Pattern.DOTALL);
    private static final Pattern TOOL = Pattern.compile("`([a-z]+_[a-z_]+)`");
    private static final int EACH = 3;

    @TempDir
    private Path folder;

    static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".zip"))
                    .map(name -> name.replace(".zip", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aWholeBundleHasLostNothing() {
        try (Bundle bundle = Mutated.original("healthy-three-nodes")) {
            assertThat(LostReplies.of(bundle).notes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    @Tag("slow")
    void noPlaybookIsHealthyWithoutAFileThatItReads(String sample) throws IOException {
        long seed = Long.getLong("ergodiag.seed", 20261127L + sample.hashCode());
        System.out.println("Files of " + sample + " taken out by seed " + seed + " (-Dergodiag.seed=...)");
        Path bundle = unpacked(sample);
        Map<String, List<String>> files = filesByTool(bundle);
        Map<String, Set<Integer>> readers = readers();
        List<String> tools = new ArrayList<>(files.keySet());
        tools.retainAll(readers.keySet());
        Random random = new Random(seed);
        Collections.shuffle(tools, random);
        for (String tool : tools.subList(0, Math.min(EACH, tools.size()))) {
            String file = files.get(tool).get(random.nextInt(files.get(tool).size()));
            Findings findings = without(bundle, file);
            assertThat(findings.verdicts())
                    .filteredOn(verdict -> readers.get(tool).contains(verdict.playbook()))
                    .as("without " + file)
                    .isNotEmpty()
                    .noneMatch(verdict -> verdict.state() == Verdict.State.HEALTHY)
                    .allMatch(verdict -> verdict.gaps().stream()
                            .anyMatch(gap ->
                                    gap.what().equals(tool) && gap.reason().contains("not in the bundle")));
            assertThat(findings.notes()).anyMatch(note -> note.contains("not in the bundle"));
        }
    }

    private Findings without(Path bundle, String file) throws IOException {
        Path aside = folder.resolve("aside");
        Files.move(bundle.resolve(file), aside, StandardCopyOption.REPLACE_EXISTING);
        try (Bundle opened = Bundle.open(bundle)) {
            return Playbooks.judge(opened);
        } finally {
            Files.move(aside, bundle.resolve(file));
        }
    }

    private static Map<String, List<String>> filesByTool(Path bundle) {
        try (Bundle opened = Bundle.open(bundle)) {
            return opened.calls().stream()
                    .filter(call -> call.outcome().answered() && call.file().isPresent())
                    .collect(Collectors.groupingBy(
                            Call::tool,
                            TreeMap::new,
                            Collectors.mapping(call -> call.file().orElseThrow(), Collectors.toList())));
        }
    }

    /** The playbooks whose pages say that they need a tool. */
    private static Map<String, Set<Integer>> readers() {
        Map<String, Set<Integer>> readers = new TreeMap<>();
        for (Playbook playbook : Playbooks.all()) {
            NEEDED.matcher(page(playbook))
                    .results()
                    .flatMap(found -> TOOL.matcher(found.group(1)).results())
                    .forEach(tool -> readers.computeIfAbsent(tool.group(1), key -> new TreeSet<>())
                            .add(playbook.card().number()));
        }
        return readers;
    }

    private static String page(Playbook playbook) {
        String name = playbook.card().name() + ".md";
        try (InputStream in = playbook.getClass().getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path unpacked(String sample) throws IOException {
        Path target = folder.resolve("bundle");
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(SAMPLES.resolve(sample + ".zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && file.startsWith(target)) {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        return target.resolve(sample);
    }
}
