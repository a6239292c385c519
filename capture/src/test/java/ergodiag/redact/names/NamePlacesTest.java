package ergodiag.redact.names;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Timing;
import ergodiag.ergo.NameKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where names stand in replies of both dialects. */
class NamePlacesTest {
    @ParameterizedTest
    @CsvSource({
        "observer, node, /Info/Name, NODE",
        "observer, node, /Info/Version/Name, PRODUCT",
        "observer, node, /Info/Cron/Jobs/*/Name, JOB",
        "observer, processes, /Node, NODE",
        "observer, processes, /Processes/*/Name, PROCESS",
        "observer, processes, /Processes/*/Application, APPLICATION",
        "observer, app_tree, /Application, APPLICATION",
        "observer, app_tree, /Processes/*/Name, PROCESS",
        "observer, lens_process, /Info/Name, PROCESS",
        "observer, lens_process, /Info/Events/*, EVENT",
        "observer, applications, /Applications/shop_app/Name, APPLICATION",
        "observer, applications, /Applications/shop_app/Depends/Applications/*, APPLICATION",
        "observer, connections, /Connections/*/Node, NODE",
        "observer, network, /Info/Nodes/*, NODE",
        "observer, network, /Info/Acceptors/*/Interface, HOST",
        "observer, cluster_map, /Nodes/*/Info/Peers/*/Node, NODE",
        "observer, cluster_map, /Nodes/*/Info/Applications/*, APPLICATION",
        "observer, cluster_map, /Offline/*/Node, NODE",
        "observer, lens_log, /Name, PROCESS",
        "mcp-application, process_list, /*/Name, PROCESS",
        "mcp-application, node_info, /Name, NODE"
    })
    void aNameStandsThere(String dialect, String tool, String path, NameKind kind) {
        assertThat(places(dialect, tool).of(path, false)).contains(kind);
    }

    @Test
    void theKeysOfApplicationsAreNamesAndNoOthers() {
        assertThat(places("observer", "applications").of("/Applications", true)).contains(NameKind.APPLICATION);
        assertThat(places("observer", "applications").of("/Applications/shop_app", true))
                .isEmpty();
        assertThat(places("observer", "process_state").of("/State", true)).isEmpty();
        assertThat(places("observer", "processes").of("/Processes/*/State", false))
                .isEmpty();
    }

    private static NamePlaces places(String dialect, String tool) {
        return NamePlaces.in(new Call(
                1,
                new Asked("a@b", Dialect.of(dialect), tool, Map.of(), ""),
                new Timing(Instant.EPOCH, Duration.ZERO),
                Outcome.OK,
                Failure.NONE,
                OptionalInt.empty(),
                Optional.empty(),
                ListPart.NONE));
    }
}
