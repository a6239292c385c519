package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.cluster.Cluster;
import ergodiag.findings.Findings;
import ergodiag.playbooks.Playbooks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A recording, read once for all tests that judge it: reading takes longer than judging. It stays open while the tests run. */
public final class ReadSample {
    private static final Map<String, ReadSample> READ = new ConcurrentHashMap<>();
    private static final Map<String, Findings> JUDGED = new ConcurrentHashMap<>();

    private final Bundle bundle;
    private final Cluster cluster;

    private ReadSample(Bundle bundle) {
        this.bundle = bundle;
        this.cluster = Cluster.of(bundle);
    }

    private static ReadSample of(String name) {
        return READ.computeIfAbsent(name, sample -> new ReadSample(Mutated.original(sample)));
    }

    /** What all playbooks find in it. */
    public static Findings judged(String name) {
        return JUDGED.computeIfAbsent(name, sample -> of(sample).judge(Playbooks.all()));
    }

    /** What this playbook alone finds in it. */
    public static Findings judged(String name, Playbook playbook) {
        return of(name).judge(List.of(playbook));
    }

    private Findings judge(List<Playbook> playbooks) {
        return Analysis.of(bundle, cluster, playbooks, Map.of(), UnaryOperator.identity());
    }
}
