package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * One row of {@code app_list}.
 *
 * @param at the element of the list
 * @param name application name
 * @param state running, loaded, stopping ...
 * @param mode temporary, transient or permanent
 * @param version its version or ""
 * @param uptime since its start; zero unless running (a stopped one tells the Unix time)
 * @param processes number of processes of its group
 */
public record ApplicationInfo(
        Source at, String name, String state, String mode, String version, Duration uptime, long processes) {

    public boolean isRunning() {
        return state.equals("running");
    }

    /** @throws UnreadableReply when it is not such a list */
    public static List<ApplicationInfo> list(InputStream in, String file) {
        return Fields.list(Json.tree(in, file), Source.file(file), f -> {
            boolean running = f.text("state").equals("running");
            return new ApplicationInfo(
                    f.at(),
                    f.text("name"),
                    f.text("state"),
                    f.text("mode"),
                    f.text("version"),
                    running ? f.seconds("uptime") : Duration.ZERO,
                    f.count("processes"));
        });
    }
}
