package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.NotABundle;
import ergodiag.findings.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Puts the whole line, unless it is a dump, into every evidence that points at a line: playbooks know where it stands and what it means, not its every byte. */
final class CitedLines {
    /** A line that holds it is a whole dump, an entry of a sampler's series, of which only the cited part is quoted. */
    private static final String DUMP = "goroutine profile: total";

    private CitedLines() {}

    static List<Finding> fill(Bundle bundle, List<Finding> findings) {
        Map<String, NavigableSet<Integer>> wanted = new HashMap<>();
        findings.stream()
                .flatMap(finding -> finding.basis().evidence().stream())
                .filter(place -> place.line().isPresent())
                .forEach(place -> wanted.computeIfAbsent(place.file(), file -> new TreeSet<>())
                        .add(place.line().getAsInt()));
        Map<String, Map<Integer, String>> lines = new HashMap<>();
        wanted.forEach((file, numbers) -> lines.put(file, read(bundle, file, numbers)));
        return findings.stream()
                .map(finding -> finding.citing(finding.basis().evidence().stream()
                        .map(place -> filled(place, lines))
                        .toList()))
                .toList();
    }

    private static Evidence filled(Evidence place, Map<String, Map<Integer, String>> lines) {
        if (place.line().isEmpty()) {
            return place;
        }
        int number = place.line().getAsInt();
        String whole = lines.getOrDefault(place.file(), Map.of()).getOrDefault(number, place.value());
        boolean quoted = whole.contains(DUMP) && !place.value().isEmpty() && whole.contains(place.value());
        return Evidence.line(place.file(), number, quoted ? place.value() : whole);
    }

    private static Map<Integer, String> read(Bundle bundle, String file, NavigableSet<Integer> numbers) {
        Map<Integer, String> found = new HashMap<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(bundle.open(file), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null && number < numbers.last(); line = reader.readLine()) {
                number++;
                if (numbers.contains(number)) {
                    found.put(number, line);
                }
            }
        } catch (IOException | NotABundle e) {
            return found;
        }
        return found;
    }
}
