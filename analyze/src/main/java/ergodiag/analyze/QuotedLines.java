package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Evidence;
import ergodiag.bundle.NotABundle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the line itself into every piece of evidence that cites a line: playbooks know its number, the bundle has its text. */
final class QuotedLines {
    private final Bundle bundle;
    private final Map<String, List<String>> files = new HashMap<>();

    QuotedLines(Bundle bundle) {
        this.bundle = bundle;
    }

    List<Finding> quote(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.evidence().stream()
                                .anyMatch(place -> place.line().isPresent())
                        ? finding.citing(
                                finding.evidence().stream().map(this::quote).toList())
                        : finding)
                .toList();
    }

    private Evidence quote(Evidence place) {
        if (place.line().isEmpty()) {
            return place;
        }
        List<String> lines = files.computeIfAbsent(place.file(), this::lines);
        int line = place.line().getAsInt();
        return line >= 1 && line <= lines.size() ? Evidence.line(place.file(), line, lines.get(line - 1)) : place;
    }

    private List<String> lines(String file) {
        try {
            return bundle.text(file).lines().toList();
        } catch (NotABundle e) {
            return List.of();
        }
    }
}
