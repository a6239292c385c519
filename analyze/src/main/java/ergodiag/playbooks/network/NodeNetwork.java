package ergodiag.playbooks.network;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Words;
import ergodiag.cluster.Node;
import ergodiag.cluster.Timed;
import ergodiag.ergo.Acceptor;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the listeners of a node say: who failed to shake hands. */
final class NodeNetwork {
    private NodeNetwork() {}

    static void judge(Node node, Examination examination) {
        byAddress(node).values().forEach(readings -> failedHandshakes(node, readings, examination));
    }

    /** Readings of each listener, from the list of acceptors and from network_info alike. */
    private static Map<String, List<Timed<Acceptor>>> byAddress(Node node) {
        List<Timed<Acceptor>> all = new ArrayList<>();
        node.acceptors()
                .readings()
                .forEach(list -> list.it().forEach(it -> all.add(new Timed<>(list.at(), list.call(), it))));
        node.networks()
                .readings()
                .forEach(info -> info.it().acceptors().forEach(it -> all.add(new Timed<>(info.at(), info.call(), it))));
        all.sort(Comparator.comparing(Timed::at));
        Map<String, List<Timed<Acceptor>>> byAddress = new LinkedHashMap<>();
        all.forEach(it -> byAddress
                .computeIfAbsent(it.it().address(), key -> new ArrayList<>())
                .add(it));
        return byAddress;
    }

    private static void failedHandshakes(Node node, List<Timed<Acceptor>> readings, Examination examination) {
        Timed<Acceptor> first = readings.get(0);
        Timed<Acceptor> last = readings.get(readings.size() - 1);
        double ever = last.it().handshakeErrors().value();
        if (ever <= examination.limit(NetworkLimits.HANDSHAKES)) {
            return;
        }
        double growth = last.it().handshakeErrors().since(first.it().handshakeErrors());
        examination
                .finding("ED0809", growth > 0 ? Severity.CRITICAL : Severity.WARNING, Subject.node(node.name()))
                .sentence(
                        "%s refused %s at its listener %s%s.",
                        node.name(),
                        Words.many(ever, "handshake"),
                        last.it().address(),
                        growth > 0
                                ? ", " + Numbers.count(growth) + " of them in the window"
                                : " since it started, none of them in the window")
                .aspect(growth > 0 ? "goes on" : "earlier")
                .number("failed handshakes", ever, "errors")
                .number("growth", growth, "errors")
                .evidence(
                        first.it().at().field("HandshakeErrors", first.it().handshakeErrors()),
                        last.it().at().field("HandshakeErrors", last.it().handshakeErrors()))
                .wouldChange("A count of zero.")
                .nextCapture("ergodiag capture --window 120")
                .add();
    }
}
