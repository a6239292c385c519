package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.List;

/**
 * What {@code network_info} says.
 *
 * @param at where it was read
 * @param established connections ever made; a gap in older versions
 * @param lost connections ever lost; a gap in older versions
 * @param acceptors its listeners
 */
public record NetworkInfo(Source at, Reading<Counter> established, Reading<Counter> lost, List<Acceptor> acceptors) {

    /** @throws UnreadableReply when it is not such a reply */
    public static NetworkInfo read(InputStream in, Source at) {
        return Json.object(
                in,
                at,
                f -> new NetworkInfo(
                        f.at(),
                        f.counterOrGap("ConnectionsEstablished"),
                        f.counterOrGap("ConnectionsLost"),
                        Fields.list(f.node().path("Acceptors"), f.at().member("Acceptors"), Acceptor::of)));
    }
}
