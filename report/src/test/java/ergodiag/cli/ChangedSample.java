package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.foreign.ForeignText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The first readings of a sample with something else in them; sums and sizes are right again, so that nothing but the change is amiss. */
final class ChangedSample {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LEDGER = "calls.jsonl";
    private static final String SUMS = "SHA256SUMS";

    private final Map<String, byte[]> files = new TreeMap<>();

    private ChangedSample() {}

    static ChangedSample of(String name, int readings) {
        ChangedSample changed = new ChangedSample();
        StringBuilder ledger = new StringBuilder();
        try (Bundle sample = Bundle.open(JudgedSamples.path(name))) {
            sample.files()
                    .forEach(file -> changed.files.put(file, sample.text(file).getBytes(StandardCharsets.UTF_8)));
        }
        Set<String> kept = new HashSet<>();
        changed.text(LEDGER)
                .lines()
                .filter(line -> JSON.readTree(line).path("reading").asInt(0) <= readings)
                .forEach(line -> {
                    kept.add(JSON.readTree(line).path("file").asString(""));
                    ledger.append(line).append('\n');
                });
        changed.files.keySet().removeIf(file -> file.contains("/") && !kept.contains(file));
        return changed.with(LEDGER, ledger.toString());
    }

    String text(String file) {
        return new String(files.getOrDefault(file, new byte[0]), StandardCharsets.UTF_8);
    }

    ChangedSample with(String file, String text) {
        files.put(file, ForeignText.bytes(text));
        return this;
    }

    ChangedSample with(String file, byte[] bytes) {
        files.put(file, bytes);
        return this;
    }

    /** Changes each reply whose path has that in it. */
    ChangedSample replies(String path, UnaryOperator<String> change) {
        files.keySet().stream()
                .filter(file -> file.contains("/") && file.contains(path))
                .toList()
                .forEach(file -> with(file, change.apply(text(file))));
        return this;
    }

    /** Changes each line of the ledger. */
    ChangedSample calls(UnaryOperator<ObjectNode> change) {
        return with(
                LEDGER,
                text(LEDGER)
                        .lines()
                        .map(line -> change.apply((ObjectNode) JSON.readTree(line)) + "\n")
                        .collect(Collectors.joining()));
    }

    /** Changes the manifest. */
    ChangedSample manifest(UnaryOperator<ObjectNode> change) {
        return with(
                "manifest.json",
                change.apply((ObjectNode) JSON.readTree(text("manifest.json"))).toString());
    }

    /** The same with its sums, then whatever else. */
    Path zip(Path file, UnaryOperator<ChangedSample> last) throws IOException {
        calls(call -> {
            byte[] reply = files.get(call.path("file").asString(""));
            return reply == null ? call : call.put("bytes", reply.length).put("sha256", Sha256.of(reply));
        });
        return summed(file, last);
    }

    /** The same where the ledger is as it should be written. */
    Path summed(Path file, UnaryOperator<ChangedSample> last) throws IOException {
        files.remove(SUMS);
        with(
                SUMS,
                files.entrySet().stream()
                        .map(each -> Sha256.of(each.getValue()) + "  " + each.getKey() + "\n")
                        .collect(Collectors.joining()));
        last.apply(this);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                zip.putNextEntry(new ZipEntry("b/" + each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    /** The same as a folder that was left by a capture. */
    Path folder(Path part) throws IOException {
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            Path target = part.resolve(each.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, each.getValue());
        }
        return part;
    }
}
