package ergodiag.redact;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.NodeInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reply of every recording goes through redaction: no planted secret comes out, and what playbooks read is not touched. */
class RedactionOfRecordingsTest {
    private static final Set<String> WITH_SECRETS =
            Set.of("node_info", "process_info", "app_info", "process_inspect", "sample_listen");

    /** Never asked, or no text of a tool. */
    private static final Set<String> NOT_COPIED = Set.of("node_env", "tools_list");

    static Stream<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../samples"))) {
            return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void noSecretComesOutAndNothingElseIsLost(Path recording) throws IOException {
        Redaction redaction = new Redaction();
        try (Bundle bundle = Bundle.open(recording)) {
            for (Call call : bundle.calls()) {
                if (call.file().isEmpty() || NOT_COPIED.contains(call.tool())) {
                    continue;
                }
                byte[] before = bytes(bundle, call);
                byte[] after = redacted(redaction, call, before);
                String clean = new String(after, StandardCharsets.UTF_8);
                assertThat(clean).as(call.file().get()).doesNotContain("PLANTED-SECRET");
                if (!WITH_SECRETS.contains(call.tool())) {
                    assertThat(clean).as(call.file().get()).isEqualTo(new String(before, StandardCharsets.UTF_8));
                } else if (call.tool().equals("node_info")) {
                    assertThat(info(after)).isEqualTo(info(before));
                }
            }
        }
        assertThat(redaction.summary().replaced()).isPositive();
    }

    private static byte[] redacted(Redaction redaction, Call call, byte[] before) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (call.file().orElse("").endsWith(".jsonl")) {
            for (String line : new String(before, StandardCharsets.UTF_8).split("\n")) {
                redaction.copy(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), out, Carrier.NODE);
            }
        } else {
            redaction.copy(new ByteArrayInputStream(before), out, Carrier.NODE);
        }
        return out.toByteArray();
    }

    private static NodeInfo info(byte[] json) {
        return NodeInfo.read(new ByteArrayInputStream(json), Source.file("x"));
    }

    private static byte[] bytes(Bundle bundle, Call call) throws IOException {
        try (InputStream in = bundle.reply(call).orElseThrow()) {
            return in.readAllBytes();
        }
    }
}
