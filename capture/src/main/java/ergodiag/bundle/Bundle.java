package ergodiag.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A bundle open for reading: a zip, or a plain folder (also the {@code .part} folder of a capture that never ended). The ledger
 * ({@link #calls()}) is the way to the data; files it does not name are listed and otherwise ignored.
 */
public final class Bundle implements AutoCloseable {
    /** Longest line of the ledger or of a series that is read; a longer one is a damaged file. */
    static final int LONGEST_LINE = 16 << 20;

    private final Entries files;
    private final Path path;
    private final Manifest manifest;
    private final List<Call> calls;
    private final List<String> damage;

    /** Where the entries come from: paths relative to the root folder of the bundle. */
    interface Entries extends AutoCloseable {
        Set<String> names();

        InputStream open(String name) throws IOException;

        @Override
        void close() throws IOException;
    }

    private Bundle(Path path, Entries files) {
        this.path = path;
        this.files = files;
        List<String> notes = new ArrayList<>();
        this.calls = readCalls(notes);
        this.manifest = files.names().contains("manifest.json")
                ? BundleJson.manifest(text("manifest.json"))
                : BundleJson.manifestOfUnfinished(calls);
        this.damage = List.copyOf(notes);
    }

    /**
     * Opens a bundle.
     *
     * @param path a zip or a folder
     * @throws UserError when there is no such file
     * @throws NotABundle when it is no bundle, is damaged, or has a newer major format
     */
    public static Bundle open(Path path) {
        if (!Files.exists(path)) {
            throw new UserError("Opening the bundle " + path + ": there is no such file; check the path.");
        }
        try {
            Entries files = Files.isDirectory(path) ? new FolderFiles(path) : new ZipFiles(path);
            try {
                if (!files.names().contains("manifest.json") && !files.names().contains("calls.jsonl")) {
                    throw new NotABundle("Opening " + path
                            + ": neither manifest.json nor calls.jsonl is in it, so it is not an ergodiag bundle; give the file that"
                            + " 'ergodiag capture' wrote.");
                }
                return new Bundle(path, files);
            } catch (RuntimeException e) {
                files.close();
                throw e;
            }
        } catch (IOException e) {
            throw new NotABundle(
                    "Opening " + path + ": it cannot be read as a bundle (" + e.getMessage()
                            + "); it may be cut short, so copy it again and compare the sizes.",
                    e);
        }
    }

    /** The file or folder that was opened. */
    public Path path() {
        return path;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The ledger, in the order of the calls' ends. */
    public List<Call> calls() {
        return calls;
    }

    /** What was found wrong with the ledger while reading it, one sentence each; empty for a sound bundle. */
    public List<String> damage() {
        return damage;
    }

    /** Every file of the bundle, sorted, including those the ledger does not name. */
    public Set<String> files() {
        return files.names();
    }

    /**
     * Opens a file of the bundle as a stream.
     *
     * @throws NotABundle when the path leaves the bundle, or the file is not there or unreadable
     */
    public InputStream open(String file) {
        SafePath.checked(file);
        if (!files.names().contains(file)) {
            throw new NotABundle(
                    "Reading the bundle " + path + ": the ledger names '" + file + "', which is not in it.");
        }
        try {
            return files.open(file);
        } catch (IOException e) {
            throw new NotABundle("Reading '" + file + "' of the bundle " + path + ": " + e.getMessage() + ".", e);
        }
    }

    /** A whole file as text; for files known to be small. */
    public String text(String file) {
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NotABundle("Reading '" + file + "' of the bundle " + path + ": " + e.getMessage() + ".", e);
        }
    }

    /** The reply of a call as a stream; empty when it brought none or the file is missing. */
    public Optional<InputStream> reply(Call call) {
        return call.file().filter(files.names()::contains).map(this::open);
    }

    private List<Call> readCalls(List<String> notes) {
        if (!files.names().contains("calls.jsonl")) {
            notes.add("The ledger calls.jsonl is missing: nothing in this bundle can be trusted to be complete.");
            return List.of();
        }
        List<Call> read = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open("calls.jsonl"), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Optional<Call> call = line.length() > LONGEST_LINE ? Optional.empty() : BundleJson.call(line);
                if (call.isPresent()) {
                    read.add(call.get());
                } else if (!line.isBlank()) {
                    notes.add("Line " + number + " of the ledger cannot be read; what that call brought is not used.");
                }
            }
        } catch (IOException | UncheckedIOException e) {
            notes.add("The ledger ends after " + read.size() + " calls (" + e.getMessage()
                    + "); what came later is not used.");
        }
        return List.copyOf(read);
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new WorldError("Closing the bundle " + path + ": " + e.getMessage() + ".", e);
        }
    }

    /** A bundle as a plain folder. */
    private record FolderFiles(Path root, Set<String> names) implements Entries {
        FolderFiles(Path root) throws IOException {
            this(root, list(root));
        }

        private static Set<String> list(Path root) throws IOException {
            try (Stream<Path> walk = Files.walk(root)) {
                return walk.filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                        .map(file -> root.relativize(file)
                                .toString()
                                .replace(root.getFileSystem().getSeparator(), "/"))
                        .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
            }
        }

        @Override
        public InputStream open(String name) throws IOException {
            Path file = root;
            for (String part : name.split("/")) {
                file = file.resolve(part);
            }
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                throw new IOException("it leads out of the folder");
            }
            return Files.newInputStream(file);
        }

        @Override
        public void close() {}
    }
}
