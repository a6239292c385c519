package ergodiag.ergo;

import ergodiag.bundle.Reading;
import ergodiag.bundle.Source;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One end of a connection: what {@code network_nodes} of a node says of a peer (ERGO.md 5, RemoteNodeInfo).
 *
 * @param at the element of the list
 * @param peer name of the peer
 * @param uptime uptime of the peer
 * @param connectionUptime age of this connection, whole seconds
 * @param poolSize TCP links it should have
 * @param poolLength TCP links it has; a gap in older versions
 * @param dialled whether this end dialled the connection (its PoolDSN is not null); the accepting end decides how many TCP links it has
 * @param messagesIn messages received over it
 * @param messagesOut messages sent over it
 * @param reconnections times a TCP link was dialled again, counted by the dialling end only
 * @param fragmentTimeouts payloads dropped because a fragment did not come; a gap in older versions
 */
public record RemoteNode(
        Source at,
        String peer,
        Duration uptime,
        Duration connectionUptime,
        long poolSize,
        Reading<Long> poolLength,
        boolean dialled,
        Counter messagesIn,
        Counter messagesOut,
        Counter reconnections,
        Reading<Counter> fragmentTimeouts) {

    /** The same end with another age of the peer and of the connection. */
    public RemoteNode withAges(Duration ofThePeer, Duration ofTheConnection) {
        return new RemoteNode(
                at,
                peer,
                ofThePeer,
                ofTheConnection,
                poolSize,
                poolLength,
                dialled,
                messagesIn,
                messagesOut,
                reconnections,
                fragmentTimeouts);
    }

    /** Reads a list of peers. @throws UnreadableReply when it is not such a list */
    public static List<RemoteNode> list(InputStream in, Source at) {
        return Fields.list(Json.tree(in, at), at, RemoteNode::of);
    }

    /** Reads a list peer by peer. @throws UnreadableReply when it is not such a list */
    public static void stream(InputStream in, Source at, Consumer<RemoteNode> rows) {
        Json.rows(in, at, RemoteNode::of, rows);
    }

    private static RemoteNode of(Fields f) {
        return new RemoteNode(
                f.at(),
                f.text("Node"),
                f.seconds("Uptime"),
                f.seconds("ConnectionUptime"),
                f.count("PoolSize"),
                f.countOrGap("PoolLen"),
                f.tells("PoolDSN") && !f.texts("PoolDSN").isEmpty(),
                f.counter("MessagesIn"),
                f.counter("MessagesOut"),
                f.counter("Reconnections"),
                f.counterOrGap("FragmentTimeouts"));
    }
}
