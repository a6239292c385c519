package ergodiag.verdicts;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.CustodyEntry.Did;
import ergodiag.bundle.Wrapping;
import ergodiag.capture.close.RedactedCopy;
import ergodiag.redact.Privacy;
import ergodiag.redact.Privacy.Pseudonymised;
import ergodiag.redact.SiteKey;
import ergodiag.verdicts.Variation.Varied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All ways to tell the same otherwise. */
public final class Variations {
    public static final List<Variation> ALL = List.of(
            new Variation("redacted", false, (sample, material, target) -> redacted(sample, target, Set.of())),
            new Variation(
                    "pseudonyms",
                    false,
                    (sample, material, target) -> redacted(sample, target, Set.of(Pseudonymised.values()))),
            new Variation("renamed", false, (sample, material, target) -> {
                OtherNames names = OtherNames.of(material, new Random(7));
                return new Varied(names.rename(material).write(target), names::rename);
            }),
            new Variation("reordered", false, (sample, material, target) -> Places.reordered(material, target)),
            Variation.of("other-entry", Places::otherEntry),
            Variation.of("shuffled", Variations::shuffled),
            Variation.less("two-ends", Variations::ends),
            Variation.less("old-nodes", OlderNodes::older),
            Variation.of("3-years-on", material -> Clocks.shifted(material, Duration.ofDays(1096))),
            Clocks.skewed("skew-90s", Duration.ofSeconds(90)),
            Clocks.skewed("skew-3h", Duration.ofHours(3)),
            Variation.of("decimals", material -> material.replies((call, reply) -> OlderNodes.decimals(reply))),
            Variation.of("uint64", OlderNodes::endless),
            Variation.of("new-fields", OlderNodes::newer),
            Variation.of("5x-traffic", material -> material.replies((call, reply) -> busier(reply))),
            Variation.of("10x-procs", Crowds::processes),
            new Variation(
                    "10x-nodes",
                    false,
                    (sample, material, target) -> new Varied(
                            Crowds.nodes(material, sample.resolveSibling("healthy-three-nodes.zip"))
                                    .write(target),
                            UnaryOperator.identity())));

    /** So few that could not be delivered are no traffic that could be five times as much, but single mishaps. */
    private static final long FEW_ERRORS = 50;

    private static final Set<String> TRAFFIC = Set.of(
            "MessagesIn",
            "MessagesOut",
            "MessagesMailbox",
            "Wakeups",
            "MessagesPublished",
            "MessagesLocalSent",
            "MessagesRemoteSent",
            "BytesIn",
            "BytesOut",
            "EventsPublished",
            "EventsReceived",
            "EventsLocalSent",
            "EventsRemoteSent",
            "SendErrorsLocal",
            "SendErrorsRemote",
            "Main");

    private Variations() {}

    private static Varied redacted(Path sample, Path target, Set<Pseudonymised> pseudonyms) {
        try (Bundle bundle = Bundle.open(sample)) {
            RedactedCopy copy = RedactedCopy.of(
                    bundle,
                    target,
                    Wrapping.PLAIN,
                    new Privacy(List.of(), List.of(), pseudonyms, SiteKey.NONE),
                    CustodyEntry.of(Did.REDACTED, Instant.EPOCH, "verdicts", Optional.empty(), Optional.empty()));
            Map<String, String> names = new HashMap<>();
            copy.names().ifPresent(map -> {
                for (JsonNode kind : Material.JSON.readTree(map.toFile())) {
                    kind.properties()
                            .forEach(name -> names.putIfAbsent(
                                    name.getKey(), name.getValue().asString()));
                }
                delete(map);
            });
            return new Varied(copy.bundle(), name -> pseudonym(name, names));
        }
    }

    /** Of a pid only the node is called otherwise. */
    private static String pseudonym(String name, Map<String, String> names) {
        return name.startsWith("<") && name.length() > 9
                ? "<" + names.getOrDefault(name.substring(1, 9), name.substring(1, 9)) + name.substring(9)
                : names.getOrDefault(name, name);
    }

    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows, keys, calls and stacks in any order. */
    private static Material shuffled(Material material) {
        Random random = new Random(11);
        Material shuffled = material.replies((call, reply) -> {
            JsonNode keys = shuffledKeys(reply, random);
            if (!keys.isArray()) {
                return keys;
            }
            List<JsonNode> rows = new ArrayList<>();
            keys.forEach(rows::add);
            Collections.shuffle(rows, random);
            return Material.JSON.createArrayNode().addAll(rows);
        });
        Map<String, String> files = new LinkedHashMap<>(shuffled.files());
        files.replaceAll((file, text) -> file.contains("/pprof_goroutines.") ? shuffledStacks(text, random) : text);
        List<ObjectNode> ledger = new ArrayList<>(shuffled.ledger());
        Collections.shuffle(ledger, random);
        return new Material(shuffled.manifest(), ledger, files);
    }

    private static JsonNode shuffledKeys(JsonNode node, Random random) {
        if (node.isObject()) {
            List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(node.properties());
            Collections.shuffle(entries, random);
            ObjectNode object = Material.JSON.createObjectNode();
            entries.forEach(entry -> object.set(entry.getKey(), shuffledKeys(entry.getValue(), random)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = Material.JSON.createArrayNode();
            node.forEach(child -> array.add(shuffledKeys(child, random)));
            return array;
        }
        return node;
    }

    private static String shuffledStacks(String dump, Random random) {
        List<String> blocks = new ArrayList<>(List.of(dump.split("\n\n+")));
        List<String> stacks = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        for (String block : blocks) {
            List<String> lines = new ArrayList<>(block.lines().toList());
            while (!lines.isEmpty() && lines.get(0).startsWith("goroutine profile:")) {
                heads.add(lines.remove(0));
            }
            if (!lines.isEmpty()) {
                stacks.add(String.join("\n", lines));
            }
        }
        Collections.shuffle(stacks, random);
        String body = String.join("\n\n", stacks) + "\n";
        return heads.size() < 2
                ? String.join("\n", heads) + "\n\n" + body
                : heads.get(0) + "\n\n" + heads.get(1) + "\n" + body;
    }

    /** Of all readings of the same only the first and the last; what failed stays. */
    private static Material ends(Material material) {
        Map<String, List<ObjectNode>> alike = new TreeMap<>();
        List<ObjectNode> kept = new ArrayList<>();
        for (ObjectNode call : material.ledger()) {
            if (Material.file(call).isEmpty()) {
                kept.add(call);
            } else {
                String key = call.path("node").asString("") + " " + Material.tool(call) + " " + call.path("arguments");
                alike.computeIfAbsent(key, any -> new ArrayList<>()).add(call);
            }
        }
        for (List<ObjectNode> calls : alike.values()) {
            int first = calls.stream().mapToInt(Variations::reading).min().orElse(0);
            int last = calls.stream().mapToInt(Variations::reading).max().orElse(0);
            calls.stream()
                    .filter(call -> reading(call) == first || reading(call) == last)
                    .forEach(kept::add);
        }
        return material.calls(kept);
    }

    private static int reading(JsonNode call) {
        return call.path("reading").asInt(0);
    }

    /** Five times the messages, everywhere, waiting ones included; of the calls that failed some are the capture's own, which are no traffic. */
    private static JsonNode busier(JsonNode node) {
        node.forEach(Variations::busier);
        if (node instanceof ObjectNode object) {
            for (String field : TRAFFIC) {
                long count = object.path(field).asLong();
                if (object.path(field).isIntegralNumber() && !(field.contains("Errors") && count < FEW_ERRORS)) {
                    object.put(field, count * 5);
                }
            }
        }
        return node;
    }
}
