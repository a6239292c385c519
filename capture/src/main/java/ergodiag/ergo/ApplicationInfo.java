package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.List;
import tools.jackson.databind.JsonNode;

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

    /** Reads a list, or what an Observer tells by their names. @throws UnreadableReply when it is neither */
    public static List<ApplicationInfo> list(InputStream in, Source at) {
        JsonNode list = Json.tree(in, at);
        if (!list.isObject()) {
            return Fields.list(list, at, f -> new ApplicationInfo(f.at(), f.text("name"), f.text("state")));
        }
        return list.properties().stream()
                .map(each -> new Fields(each.getValue(), at.member(each.getKey())))
                .map(f -> new ApplicationInfo(f.at(), f.text("Name"), f.text("State")))
                .toList();
    }
}
