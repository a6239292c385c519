package ergodiag.capture.close;

import ergodiag.bundle.Manifest;

/** The page in a bundle for a person without the tool. */
final class Readme {
    private Readme() {}

    static String text(Manifest manifest) {
        return """
                This is a bundle of ergodiag: what the nodes of an Ergo cluster told about themselves, asked over MCP.

                captured   %s to %s (UTC)
                entry      %s
                nodes      %s
                %s
                manifest.json   who, when, which nodes, how it went
                calls.jsonl     the ledger: one line per question, with its outcome and the file of its reply
                cluster/        what the entry node said about the cluster as a whole
                nodes/NODE/     what each node said: one reply per file, .001 is the first reading
                capture.log     what the tool did and saw
                SHA256SUMS      check with: sha256sum -c SHA256SUMS

                Removed before it was written: the token, values of environments, values of keys that name a secret, passwords in
                addresses, bearer tokens, private keys (%d values). [removed:xxxxxxxx] stands in their place; the same mark is the same
                value, within this bundle only.%s

                To read it as a report: ergodiag report THIS-FILE
                """.formatted(
                        manifest.capture().started(),
                        manifest.capture().finished().map(Object::toString).orElse("?"),
                        manifest.capture().entry().url(),
                        String.join(
                                ", ",
                                manifest.nodes().stream()
                                        .map(node -> node.name() + " ("
                                                + node.state().name().toLowerCase(java.util.Locale.ROOT) + ")")
                                        .toList()),
                        manifest.capture().complete()
                                ? ""
                                : "INCOMPLETE: the capture ended early (Ctrl-C, a kill, a full disk, or nobody answered).\n",
                        manifest.redaction().replaced(),
                        manifest.redaction().kinds().stream().anyMatch(kind -> kind.startsWith("pseudonyms"))
                                ? " Names of nodes, hosts or processes are pseudonyms; whoever made the bundle\nhas the map."
                                : "");
    }
}
