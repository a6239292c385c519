package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.List;

/**
 * One listener of a node: a row of {@code network_acceptors}.
 *
 * @param at the element of the list
 * @param address interface and port
 * @param handshakeErrors connections that failed in the handshake so far
 */
public record Acceptor(Source at, String address, Counter handshakeErrors) {

    /** @throws UnreadableReply when it is not such a list */
    public static List<Acceptor> list(InputStream in, Source at) {
        return Fields.list(Json.tree(in, at), at, Acceptor::of);
    }

    static Acceptor of(Fields f) {
        return new Acceptor(f.at(), f.text("Interface"), f.counter("HandshakeErrors"));
    }
}
