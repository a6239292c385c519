package ergodiag.fuzz;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.archive.Sha256;
import ergodiag.ergo.Recordings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The smallest bundle that has everything a bundle has: a few calls of a recording, and what they brought. */
final class SmallBundle {
    private static final String ROOT = "b/";
    private static final int CALLS = 3;
    private static final int LARGEST = 2_000;

    private SmallBundle() {}

    /** Its files by their paths. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        try (Bundle whole = Bundle.open(Recordings.named("healthy-three-nodes"))) {
            files.put("manifest.json", bytes(whole.text("manifest.json").lines().collect(Collectors.joining())));
            StringBuilder ledger = new StringBuilder();
            whole.text("calls.jsonl")
                    .lines()
                    .filter(line -> line.length() < LARGEST / 2)
                    .limit(CALLS)
                    .forEach(line -> ledger.append(line).append('\n'));
            files.put("calls.jsonl", bytes(ledger.toString()));
            whole.calls().stream()
                    .flatMap(call -> call.file().stream())
                    .filter(file -> ledger.toString().contains('"' + file + '"'))
                    .forEach(file -> files.put(file, read(whole, file)));
        }
        files.put(
                "SHA256SUMS",
                bytes(files.entrySet().stream()
                        .map(file -> Sha256.of(file.getValue()) + "  " + file.getKey() + "\n")
                        .collect(Collectors.joining())));
        return files;
    }

    static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                zip.putNextEntry(new ZipEntry(ROOT + file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static byte[] tar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(ROOT + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] read(Bundle bundle, String file) {
        try (InputStream in = bundle.open(file)) {
            return in.readNBytes(LARGEST);
        } catch (IOException e) {
            throw new IllegalStateException("Reading " + file + " of a recording", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
