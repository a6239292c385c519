package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Labels;
import ergodiag.bundle.Manifest;
import ergodiag.bundle.Manifest.NodeEntry;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.Own;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.ledger.Timing;
import ergodiag.findings.Findings;
import ergodiag.playbooks.Playbooks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Hand-made bundles for tests, written through the real writer. Every node is healthy and fully answered until the test says otherwise:
 *
 * <pre>
 * TestBundles.in(temp).seconds(0, 20, 40, 60)
 *         .node("a@host", node -> node.process("&lt;A.0.1050&gt;", row -> row.set("Name", "writer").set("MessagesMailbox", s -> 10 * s)))
 *         .judge(new Bottleneck());
 * </pre>
 */
public final class TestBundles {
    /** Second 0 of every hand-made bundle. */
    public static final Instant START = Instant.parse("2026-11-23T20:00:00Z");

    private final Path folder;
    private Optional<Duration> clock = Optional.of(Duration.ZERO);
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<Own.Sampler> listeners = new ArrayList<>();
    private final List<Consumer<BundleWriter>> metrics = new ArrayList<>();
    private List<Integer> seconds = List.of(0, 15, 30, 45, 60);

    private TestBundles(Path folder) {
        this.folder = folder;
    }

    /** A bundle that will stand in that folder. */
    public static TestBundles in(Path folder) {
        return new TestBundles(folder);
    }

    /** A capture that compared no clock with its own, as one that only recorded. */
    public TestBundles clocksNotCompared() {
        this.clock = Optional.empty();
        return this;
    }

    /** The seconds at which everything is read; to be told before the nodes. */
    public TestBundles seconds(Integer... at) {
        seconds = List.of(at);
        return this;
    }

    /** A node. */
    public TestBundles node(String name, Consumer<TestNode> told) {
        TestNode node = new TestNode(name, seconds);
        told.accept(node);
        nodes.add(node);
        return this;
    }

    /** A reading of metrics at a second. */
    public TestBundles metrics(int second, String page) {
        int reading = metrics.size() + 1;
        metrics.add(writer -> {
            String file = "cluster/metrics.%03d.txt".formatted(reading);
            Stored stored = writer.store(file, page.getBytes(StandardCharsets.UTF_8));
            writer.append(
                    metricsCall(second, Outcome.OK, Failure.NONE).stored(OptionalInt.of(reading), Optional.of(stored)));
        });
        return this;
    }

    /** A reading of metrics that did not come. */
    public TestBundles noMetrics(int second, String why) {
        metrics.add(writer -> writer.append(metricsCall(second, Outcome.GARBLED, Failure.of(why))));
        return this;
    }

    private static Call metricsCall(int second, Outcome outcome, Failure failure) {
        return new Call(
                9000L + second,
                new Asked("", "metrics", Map.of("url", "http://prom:9090/metrics"), "metrics"),
                new Timing(START.plusSeconds(second), Duration.ofMillis(2)),
                outcome,
                failure,
                OptionalInt.empty(),
                Optional.empty(),
                ListPart.NONE);
    }

    /** Says that the capture itself listened to an event. */
    public TestBundles listening(String node, String event) {
        listeners.add(new Own.Sampler("s" + listeners.size(), node, "event " + event, START));
        return this;
    }

    /** Says that a process ran on a node for the capture from that second on; {@code id} is what stops it. */
    public TestBundles sampling(String node, String id, int second) {
        listeners.add(new Own.Sampler(id, node, "pprof_cpu", START.plusSeconds(second)));
        return this;
    }

    /** Writes the bundle and judges it with all playbooks. */
    public Findings judge() {
        try (Bundle bundle = Bundle.open(write())) {
            return Analysis.of(bundle, Playbooks.all(), Map.of());
        }
    }

    /** Writes the bundle and judges it with one playbook. */
    public Findings judge(Playbook playbook) {
        return judge(playbook, Map.of());
    }

    /** Writes the bundle and judges it with these playbooks. */
    public Findings judge(List<Playbook> playbooks) {
        try (Bundle bundle = Bundle.open(write())) {
            return Analysis.of(bundle, playbooks, Map.of());
        }
    }

    /** Writes the bundle and judges it with one playbook and changed limits. */
    public Findings judge(Playbook playbook, Map<String, Double> limits) {
        try (Bundle bundle = Bundle.open(write())) {
            return Analysis.of(bundle, List.of(playbook), limits);
        }
    }

    /** Writes the bundle. */
    public Path write() {
        BundleWriter writer = BundleWriter.create(folder.resolve("ergodiag-test-" + System.nanoTime() + ".zip"));
        nodes.forEach(node -> node.write(writer));
        metrics.forEach(reading -> reading.accept(writer));
        Duration window = Duration.ofSeconds(seconds.get(seconds.size() - 1) - seconds.get(0));
        return writer.close(
                new Manifest(
                        Manifest.FORMAT,
                        new Manifest.Program("test", "1"),
                        new Manifest.Run(
                                START,
                                Optional.of(START.plus(window)),
                                true,
                                "standard",
                                window,
                                new Manifest.Endpoint(
                                        "http://localhost:9922/mcp",
                                        nodes.isEmpty() ? "" : nodes.get(0).name()),
                                Labels.of("ergodiag capture"),
                                Manifest.Reached.UNSAID),
                        nodes.stream()
                                .map(node -> new NodeEntry(
                                        node.name(),
                                        List.of("cluster_nodes"),
                                        node.state(),
                                        clock,
                                        Optional.of(Duration.ofMillis(1))))
                                .toList(),
                        RedactionSummary.of(0, List.of()),
                        writer.counts(),
                        new Own(listeners, List.of(), List.of()),
                        Optional.empty(),
                        List.of()),
                "A bundle made by a test.\n");
    }
}
