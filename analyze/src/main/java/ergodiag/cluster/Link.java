package ergodiag.cluster;

import ergodiag.ergo.RemoteNode;

/**
 * A connection in one direction: what {@code from} says it sent to {@code to}, and what {@code to} says it received.
 *
 * @param from the sending end
 * @param to the receiving end
 * @param sender readings of the sending node about its peer; empty when it was not asked or does not list it
 * @param receiver readings of the receiving node about its peer
 */
public record Link(String from, String to, Series<RemoteNode> sender, Series<RemoteNode> receiver) {}
