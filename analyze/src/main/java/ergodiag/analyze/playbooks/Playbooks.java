package ergodiag.analyze.playbooks;

import ergodiag.analyze.Playbook;
import java.util.List;

/** The ten playbooks in their order. */
public final class Playbooks {
    private Playbooks() {}

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
