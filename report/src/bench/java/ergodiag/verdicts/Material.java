package ergodiag.verdicts;

import ergodiag.bundle.Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bundle in memory, to be changed and written again; it knows no sums, so that what is changed counts as written.
 *
 * @param manifest its head
 * @param ledger its calls, a tree each
 * @param files replies by path
 */
public record Material(ObjectNode manifest, List<ObjectNode> ledger, Map<String, String> files) {
    public static final JsonMapper JSON = JsonMapper.builder().build();

    public static Material of(Bundle bundle) {
        List<ObjectNode> ledger = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        for (String line : bundle.text("calls.jsonl").lines().toList()) {
            ObjectNode call = (ObjectNode) JSON.readTree(line);
            call.remove("sha256");
            ledger.add(call);
            String file = file(call);
            if (bundle.files().contains(file)) {
                files.put(file, bundle.text(file));
            }
        }
        return new Material((ObjectNode) JSON.readTree(bundle.text("manifest.json")), ledger, files);
    }

    /** Path of what a call brought; "" for nothing. */
    public static String file(JsonNode call) {
        return call.path("file").asString("");
    }

    public static String tool(JsonNode call) {
        return call.path("tool").asString();
    }

    /** Whether something shows the tag that a node was built with: a measured latency, a labelled goroutine. */
    boolean tells(String tag) {
        String shown = tag.equals("latency") ? "\"MailboxLatency\"" : "# labels: {";
        return files.values().stream().anyMatch(text -> text.contains(shown) || text.contains("labels: {\\\"pid"));
    }

    /** The same with every text changed: paths, ledger, manifest and replies. */
    Material reworded(UnaryOperator<String> text) {
        List<ObjectNode> calls = ledger.stream()
                .map(call -> (ObjectNode) JSON.readTree(text.apply(call.toString())))
                .toList();
        Map<String, String> changed = new LinkedHashMap<>();
        files.forEach((file, content) -> changed.put(text.apply(file), text.apply(content)));
        return new Material((ObjectNode) JSON.readTree(text.apply(manifest.toString())), calls, changed);
    }

    /** The same with every reply that is JSON changed; told the call that brought it. */
    Material replies(BiFunction<ObjectNode, JsonNode, JsonNode> change) {
        Map<String, String> changed = new LinkedHashMap<>(files);
        List<ObjectNode> calls = ledger.stream().map(ObjectNode::deepCopy).toList();
        for (ObjectNode call : calls) {
            Optional.ofNullable(files.get(file(call)))
                    .filter(text -> file(call).endsWith(".json"))
                    .ifPresent(text -> changed.put(
                            file(call), change.apply(call, JSON.readTree(text)).toString()));
        }
        return new Material(manifest.deepCopy(), calls, changed);
    }

    /** The same with another ledger; replies it does not name are left out. */
    public Material calls(List<ObjectNode> calls) {
        Map<String, String> kept = new LinkedHashMap<>();
        calls.forEach(call -> {
            if (files.containsKey(file(call))) {
                kept.put(file(call), files.get(file(call)));
            }
        });
        return new Material(manifest, calls, kept);
    }

    /** Writes it as a zip, without taking the time to pack it. */
    public Path write(Path zip) {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.setLevel(Deflater.NO_COMPRESSION);
            put(packed, "manifest.json", manifest.toString());
            StringBuilder lines = new StringBuilder();
            ledger.forEach(call -> lines.append(call).append('\n'));
            put(packed, "calls.jsonl", lines.toString());
            for (Map.Entry<String, String> file : files.entrySet()) {
                put(packed, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip;
    }

    private static void put(ZipOutputStream zip, String file, String content) throws IOException {
        zip.putNextEntry(new ZipEntry("bundle/" + file));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
