package ergodiag.bench;

import ergodiag.bundle.ledger.Dialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** A cluster replayed by a process of its own. */
final class Replay implements AutoCloseable {
    private final Process process;
    private final BufferedReader says;
    private final String url;

    private Replay(Process process) throws IOException {
        this.process = process;
        this.says = process.inputReader(StandardCharsets.UTF_8);
        this.url = says.readLine();
        if (url == null) {
            throw new IOException("the replay did not start");
        }
    }

    static Replay of(Path bundle) throws IOException {
        return of(bundle, Dialect.MCP_APPLICATION);
    }

    /** As such an endpoint. */
    static Replay of(Path bundle, Dialect dialect) throws IOException {
        return new Replay(new ProcessBuilder(Captured.java(
                        "-Xmx3g",
                        CountedReplay.class.getName(),
                        bundle.toString(),
                        WideCluster.name(1),
                        dialect.word()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String url() {
        return url;
    }

    CountedReplay.Load load() throws IOException {
        OutputStream orders = process.getOutputStream();
        orders.write('\n');
        orders.flush();
        return JsonMapper.builder().build().readValue(says.readLine(), CountedReplay.Load.class);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
