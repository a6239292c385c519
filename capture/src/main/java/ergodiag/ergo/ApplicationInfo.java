package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.List;

/**
 * One row of {@code app_list}.
 *
 * @param at the element of the list
 * @param name application name
 * @param state running, loaded, stopping ...
 */
public record ApplicationInfo(Source at, String name, String state) {

    public boolean isRunning() {
        return state.equals("running");
    }

    /** @throws UnreadableReply when it is not such a list */
    public static List<ApplicationInfo> list(InputStream in, Source at) {
        return Fields.list(Json.tree(in, at), at, f -> new ApplicationInfo(f.at(), f.text("name"), f.text("state")));
    }
}
