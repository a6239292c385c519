package ergodiag.analyze.playbooks;

import ergodiag.analyze.Analysis;
import ergodiag.analyze.Findings;
import ergodiag.analyze.Playbook;
import ergodiag.bundle.Bundle;
import java.util.List;
import java.util.Map;

/** The ten playbooks in their order. */
public final class Playbooks {
    private Playbooks() {}

    /** Judges a bundle with all of them and their own limits. */
    public static Findings judge(Bundle bundle) {
        return Analysis.of(bundle, all(), Map.of());
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
