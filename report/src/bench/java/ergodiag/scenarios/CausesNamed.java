package ergodiag.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.verdicts.Material;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often the true cause is named first and nothing beside it, as one table: over all scenarios, and over the recordings of a folder that has
 * an {@code expect.json} ({@code causes.in}). It is printed and stands in {@code target/causes.txt}.
 */
class CausesNamed {
    private static final String HEALTHY = "healthy-three-nodes";

    @TempDir
    Path folder;

    @Test
    void theCauseIsNamedFirstAndNothingBesideIt() throws IOException {
        Map<String, List<String>> misses = new LinkedHashMap<>();
        try (Bundle healthy = Bundle.open(Path.of("..", "samples", HEALTHY + ".zip"))) {
            Material material = Material.of(healthy);
            for (Scenario scenario : Scenario.all()) {
                if (isWanted(scenario.name())) {
                    Stage stage = new Stage(material);
                    scenario.how().accept(stage);
                    Path bundle = stage.staged().write(folder.resolve(scenario.name() + ".zip"));
                    misses.put(scenario.name(), scenario.expected().misses(bundle));
                }
            }
        }
        String recordings = System.getProperty("causes.in", "");
        if (!recordings.isEmpty()) {
            Expectation.in(Path.of(recordings)).forEach((name, expected) -> {
                if (isWanted(name)) {
                    misses.put(name, expected.misses(Path.of(recordings, name + ".zip")));
                }
            });
        }
        String table = table(misses);
        System.out.println(table);
        Files.writeString(Path.of("target", "causes.txt"), table);
        List<String> wrong = misses.keySet().stream()
                .filter(name -> !misses.get(name).isEmpty())
                .toList();
        assertThat(wrong).as("judged wrong").isEmpty();
    }

    /** All, or those that {@code causes.of} names, with blanks between them. */
    static boolean isWanted(String name) {
        String wanted = System.getProperty("causes.of", "").trim();
        return wanted.isEmpty() || List.of(wanted.split("\\s+")).contains(name);
    }

    private static String table(Map<String, List<String>> misses) {
        List<String> lines = new ArrayList<>();
        misses.forEach((name, missed) -> {
            lines.add((missed.isEmpty() ? "right  " : "WRONG  ") + name);
            missed.forEach(miss -> lines.add("         " + miss));
        });
        long right = misses.values().stream().filter(List::isEmpty).count();
        lines.add(right + " of " + misses.size() + " right");
        return String.join("\n", lines) + "\n";
    }
}
