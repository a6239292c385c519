package ergodiag.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A bundle being written: a folder {@code NAME.part} with the ledger appended and flushed call by call. {@link #close(Manifest, String)}
 * adds sums and manifest, zips, and moves the zip to its name in one step. What was written so far can be read as a folder at any time.
 * Safe for use by several threads.
 */
public final class BundleWriter {
    private static final List<String> OWN_FILES =
            List.of("README.txt", "manifest.json", "calls.jsonl", "capture.log", "SHA256SUMS");

    private final Path part;
    private final Path target;
    private final OutputStream ledger;
    private final OutputStream log;
    private final List<Call> calls = new ArrayList<>();
    private final DistinctPaths paths = new DistinctPaths();

    private BundleWriter(Path part, Path target) throws IOException {
        this.part = part;
        this.target = target;
        this.ledger = Files.newOutputStream(
                part.resolve("calls.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.log = Files.newOutputStream(
                part.resolve("capture.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        OWN_FILES.forEach(paths::spelling);
    }

    /**
     * Starts a bundle that will be {@code target} once closed.
     *
     * @throws UserError when the target exists already: nothing is ever overwritten
     * @throws WorldError when the folder cannot be written
     */
    public static BundleWriter create(Path target) {
        String name = target.getFileName().toString();
        Path part = target.resolveSibling(rootName(name) + ".part");
        try {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.createDirectory(part);
            return new BundleWriter(part, target);
        } catch (FileAlreadyExistsException e) {
            throw new UserError(
                    "Creating the bundle " + target + ": " + e.getFile()
                            + " exists already; give another --out, or move it away.",
                    e);
        } catch (IOException e) {
            throw new WorldError(
                    "Creating the bundle " + target + ": " + e.getMessage()
                            + "; choose a folder you may write to with --out.",
                    e);
        }
    }

    /** The folder being written. */
    public Path folder() {
        return part;
    }

    /**
     * A reply stored in the bundle.
     *
     * @param file where it stands: the path that was asked for, or one with a mark when a path that differs only in case was there before.
     *     This is what belongs into the ledger
     * @param bytes its size
     * @param sha256 its sum, lower-case hex
     */
    public record Stored(String file, long bytes, String sha256) {}

    /** Stores a reply under its path. */
    public Stored store(String file, byte[] content) {
        try (OutputStream out = open(file)) {
            out.write(content);
        } catch (IOException e) {
            throw failed(file, e);
        }
        return new Stored(spelling(file), content.length, Sha256.of(content));
    }

    /** Opens a file of the bundle for writing piece by piece; {@link #describe(String)} afterwards gives its size and sum. */
    public OutputStream open(String file) {
        Path path = resolve(file);
        try {
            Files.createDirectories(path.getParent());
            return Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Size and sum of a file that was written before. */
    public Stored describe(String file) {
        try (InputStream in = Files.newInputStream(resolve(file))) {
            MessageDigest digest = Sha256.digest();
            DigestInputStream digesting = new DigestInputStream(in, digest);
            long bytes = digesting.transferTo(OutputStream.nullOutputStream());
            return new Stored(spelling(file), bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Adds a call to the ledger and flushes it. */
    public synchronized void append(Call call) {
        try {
            ledger.write((BundleJson.write(call) + "\n").getBytes(StandardCharsets.UTF_8));
            ledger.flush();
        } catch (IOException e) {
            throw failed("calls.jsonl", e);
        }
        calls.add(call);
    }

    /** Adds a line to {@code capture.log}. The caller has redacted it. */
    public synchronized void log(String line) {
        try {
            log.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            log.flush();
        } catch (IOException e) {
            throw failed("capture.log", e);
        }
    }

    /** The calls appended so far. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /**
     * Ends the bundle: manifest, README, sums, zip, atomic rename; then the folder is removed.
     *
     * @return the finished file
     */
    public synchronized Path close(Manifest manifest, String readme) {
        Path zip = part.resolveSibling(part.getFileName() + ".zip");
        try {
            ledger.close();
            log.close();
            // A half-written manifest would hide what was captured: it gets its name when it is whole.
            Path whole = part.resolve("manifest.json.new");
            Files.writeString(whole, BundleJson.write(manifest));
            Files.move(whole, part.resolve("manifest.json"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(part.resolve("README.txt"), readme);
            writeSums();
            try {
                zip(zip);
                // Not ATOMIC_MOVE, which would overwrite a file that came to stand there meanwhile.
                Files.move(zip, target);
            } finally {
                Files.deleteIfExists(zip);
            }
            delete(part);
            return target;
        } catch (FileAlreadyExistsException e) {
            throw new WorldError(
                    "Closing the bundle: " + e.getFile()
                            + " has come to stand there meanwhile; what was captured stands in the folder " + part
                            + ", which 'ergodiag report' reads as it is.",
                    e);
        } catch (IOException e) {
            throw new WorldError(
                    "Closing the bundle: " + e.getMessage() + "; what was captured stands in the folder " + part
                            + ", which 'ergodiag report' reads as it is.",
                    e);
        }
    }

    /** Where a file of the bundle stands, or would stand. */
    public Path path(String file) {
        return resolve(file);
    }

    /** Changes lines of the ledger once more, right before {@link #close}: nothing can be appended afterwards. */
    public synchronized void correct(UnaryOperator<Call> correction) {
        List<Call> corrected = calls.stream().map(correction).toList();
        if (corrected.equals(calls)) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        corrected.forEach(call -> lines.append(BundleJson.write(call)).append('\n'));
        try {
            ledger.close();
            Path whole = part.resolve("calls.jsonl.new");
            Files.writeString(whole, lines);
            Files.move(whole, part.resolve("calls.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("calls.jsonl", e);
        }
        calls.clear();
        calls.addAll(corrected);
    }

    /** Gives the bundle up: closes its files and removes the folder. */
    public synchronized void discard() {
        try {
            ledger.close();
            log.close();
            delete(part);
        } catch (IOException e) {
            throw failed("the folder " + part, e);
        }
    }

    /** The manifest's numbers of calls. */
    public synchronized Manifest.CallCounts counts() {
        return BundleJson.counts(calls);
    }

    private void writeSums() throws IOException {
        StringBuilder sums = new StringBuilder();
        for (String file : files()) {
            if (file.equals("SHA256SUMS")) {
                continue;
            }
            sums.append(describe(file).sha256()).append("  ").append(file).append('\n');
        }
        Files.writeString(part.resolve("SHA256SUMS"), sums.toString());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(part)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> part.relativize(file)
                            .toString()
                            .replace(part.getFileSystem().getSeparator(), "/"))
                    .sorted()
                    .toList();
        }
    }

    private void zip(Path zip) throws IOException {
        String root = rootName(target.getFileName().toString());
        try (OutputStream file = Files.newOutputStream(zip, StandardOpenOption.CREATE_NEW);
                ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
            for (String name : files()) {
                out.putArchiveEntry(new ZipArchiveEntry(root + "/" + name));
                Files.copy(resolve(name), out);
                out.closeArchiveEntry();
            }
        }
    }

    private String spelling(String file) {
        return paths.spelling(SafePath.writable(file));
    }

    private Path resolve(String file) {
        Path path = part;
        for (String step : spelling(file).split("/")) {
            path = path.resolve(step);
        }
        return path;
    }

    private static String rootName(String fileName) {
        return fileName.endsWith(".zip") ? fileName.substring(0, fileName.length() - ".zip".length()) : fileName;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static WorldError failed(String file, IOException e) {
        return new WorldError(
                "Writing '" + file + "' of the bundle: " + e.getMessage()
                        + "; check free space and rights, or choose another --out.",
                e);
    }
}
