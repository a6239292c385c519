package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.findings.Findings;
import ergodiag.playbooks.Playbooks;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is found in the samples, judged once for all tests that compare with it. */
final class JudgedSamples {
    private static final Map<String, Findings> JUDGED = new ConcurrentHashMap<>();

    private JudgedSamples() {}

    static Path path(String sample) {
        return Path.of("../samples/" + sample + ".zip");
    }

    static Findings of(String sample) {
        return JUDGED.computeIfAbsent(sample, name -> judge(path(name)));
    }

    static Findings judge(Path path) {
        try (Bundle bundle = Bundle.open(path)) {
            return Playbooks.judge(bundle);
        }
    }
}
