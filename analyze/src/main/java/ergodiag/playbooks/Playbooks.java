package ergodiag.playbooks;

import ergodiag.analyze.Analysis;
import ergodiag.analyze.Playbook;
import ergodiag.bundle.Bundle;
import ergodiag.findings.Findings;
import ergodiag.findings.Threshold;
import ergodiag.playbooks.bottleneck.Bottleneck;
import ergodiag.playbooks.cpu.CpuProfiling;
import ergodiag.playbooks.events.EventSystem;
import ergodiag.playbooks.goroutines.Goroutines;
import ergodiag.playbooks.health.ClusterHealth;
import ergodiag.playbooks.leak.ProcessLeak;
import ergodiag.playbooks.memory.MemoryGrowth;
import ergodiag.playbooks.network.NetworkLinks;
import ergodiag.playbooks.restarts.RestartLoop;
import ergodiag.playbooks.zombies.ZombieProcesses;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The playbooks in their order. */
public final class Playbooks {
    private Playbooks() {}

    /** Judges a bundle with all of them and their own limits. */
    public static Findings judge(Bundle bundle) {
        return judge(bundle, Map.of());
    }

    /** Judges a bundle with all of them, and these limits in place of their own. */
    public static Findings judge(Bundle bundle, Map<String, Double> limits) {
        return judge(bundle, limits, Set.of());
    }

    /** The same, where nodes of these names should be there. */
    public static Findings judge(Bundle bundle, Map<String, Double> limits, Set<String> expected) {
        return Analysis.of(bundle, expected, all(), limits);
    }

    /** Every limit they judge by. */
    public static List<Threshold> thresholds() {
        return all().stream()
                .flatMap(playbook -> playbook.card().thresholds().stream())
                .toList();
    }

    public static List<Playbook> all() {
        return List.of( //
                new ClusterHealth(), //
                new Bottleneck(), //
                new CpuProfiling(), //
                new MemoryGrowth(), //
                new ProcessLeak(), //
                new RestartLoop(), //
                new ZombieProcesses(), //
                new NetworkLinks(), //
                new EventSystem(), //
                new Goroutines());
    }
}
