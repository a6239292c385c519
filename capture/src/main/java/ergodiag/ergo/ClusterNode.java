package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.List;

/**
 * One row of {@code cluster_nodes}.
 *
 * @param name node name
 * @param status self, connected, discovered ...
 */
public record ClusterNode(String name, String status) {

    /** @throws UnreadableReply when it is not such a list */
    public static List<ClusterNode> list(InputStream in, Source at) {
        return Fields.list(Json.tree(in, at), at, f -> new ClusterNode(f.text("name"), f.text("status")));
    }
}
