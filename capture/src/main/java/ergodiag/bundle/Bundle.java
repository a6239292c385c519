package ergodiag.bundle;

import ergodiag.bundle.archive.Archive;
import ergodiag.bundle.archive.BundleFiles;
import ergodiag.bundle.archive.KeptFiles;
import ergodiag.bundle.archive.RewordedFiles;
import ergodiag.bundle.archive.SumOnce;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.seal.Identities;
import ergodiag.bundle.seal.Sealed;
import ergodiag.bundle.seal.Unopened;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A bundle open for reading: a zip, a {@code .tar.gz}, or a plain folder (also the {@code .part} folder of a capture that never ended). The ledger
 * ({@link #calls()}) is the way to the data; files it does not name are listed and otherwise ignored.
 *
 * <p>Longer than others because what is opened, what is left of it and what was wrong with it are decided together, in the order of reading.
 */
public final class Bundle implements AutoCloseable {
    private static final String MANIFEST = "manifest.json";

    private static final String LEDGER = "calls.jsonl";

    /** Largest file that {@link #text(String)} takes into memory. */
    static final int LARGEST_TEXT = 64 << 20;

    private final BundleFiles files;
    private final Path path;
    private final SumOnce sum;
    private final Manifest manifest;
    private final List<Call> calls;
    private final List<String> damage;
    private final Integrity integrity;
    private final Excess excess;

    /** How files, and what ledger and manifest say, are read in other words than they stand there. */
    public interface Rewording {
        /**
         * A file in other words.
         *
         * @param name the path inside the bundle
         * @param asItStands is read to its end, and closed by the caller
         */
        InputStream file(String name, InputStream asItStands) throws IOException;

        /** A text of the ledger or the manifest in other words. */
        String text(String asItStands);
    }

    private Bundle(Path path, BundleFiles files, Room room) {
        this.path = path;
        this.sum = new SumOnce(path);
        this.files = files;
        files.names().stream().filter(Integrity.HEAD::contains).forEach(this::unpackOnce);
        List<String> notes = new ArrayList<>();
        List<Call> read = new ArrayList<>();
        this.excess = new Excess(List.of(), readCalls(read, notes, room), Set.of());
        this.calls = List.copyOf(read);
        this.manifest = readManifest(notes);
        if (files.names().contains(TrueNames.FILE)) {
            notes.add(TrueNames.WARNING);
        }
        this.damage = List.copyOf(notes);
        this.integrity = Integrity.UNCHECKED;
    }

    /** The same file or folder, read in another way. */
    private Bundle(
            Bundle whole, BundleFiles files, Manifest manifest, List<Call> calls, Integrity integrity, Excess excess) {
        this.path = whole.path;
        this.sum = whole.sum;
        this.files = files;
        this.manifest = manifest;
        this.calls = calls;
        this.damage = whole.damage;
        this.integrity = integrity;
        this.excess = excess;
    }

    /** Opens a bundle that is not sealed. */
    public static Bundle open(Path path) {
        return open(path, Identities.NONE);
    }

    /**
     * Opens a bundle.
     *
     * @param path a zip, a tar.gz or a folder; or one of the files, sealed
     * @param identities what opens it if it is sealed
     * @throws UserError when there is no such file
     * @throws NotABundle when it is no bundle, is damaged, has a newer major format, or is sealed for others
     */
    public static Bundle open(Path path, Identities identities) {
        return open(path, identities, Room.ofThisProgram());
    }

    /** @param room what of the ledger is taken into memory */
    static Bundle open(Path path, Identities identities, Room room) {
        if (!Files.exists(path)) {
            throw new UserError("Opening the bundle " + path + ": there is no such file; check the path.");
        }
        try {
            BundleFiles files = Sealed.is(path) ? Archive.open(Sealed.open(path, identities)) : Archive.open(path);
            try {
                if (!files.names().contains(MANIFEST) && !files.names().contains(LEDGER)) {
                    throw new NotABundle("Opening " + path
                            + ": neither manifest.json nor calls.jsonl is in it, so it is not an ergodiag bundle; give the file that"
                            + " 'ergodiag capture' wrote.");
                }
                return new Bundle(path, files, room);
            } catch (RuntimeException e) {
                files.close();
                throw e;
            }
        } catch (Unopened e) {
            throw new NotABundle("Opening " + path + ": " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new NotABundle(
                    "Opening " + path + ": it cannot be read as a bundle (" + reason(e)
                            + "); give the file that 'ergodiag capture' wrote, and if this is it, copy it again: it may be cut short.",
                    e);
        }
    }

    /**
     * The same bundle as if it held no other files than these: calls that brought others are lines that say why it is missing. It reads from
     * this one and is closed with it.
     */
    public Bundle only(Set<String> kept, String why) {
        List<Call> left = calls.stream()
                .map(call -> call.file().isEmpty() || kept.contains(call.file().get())
                        ? call
                        : call.without(Outcome.SKIPPED, why))
                .toList();
        return new Bundle(this, new KeptFiles(files, kept, false), manifest, left, integrity, excess);
    }

    /**
     * The same bundle in other words. It takes the place of this one: closing it closes this.
     *
     * @param redaction what these words leave out
     * @param kept the files that can be read so; calls that brought others say why theirs is not
     */
    public Bundle reworded(Rewording words, Manifest.RedactionSummary redaction, Set<String> kept, String why) {
        Manifest said = manifest.redacted(redaction).reworded(words::text);
        List<Call> worded = calls.stream()
                .map(call -> call.saying(words.text(call.error())))
                .map(call -> call.file()
                                .filter(files.names()::contains)
                                .filter(file -> !kept.contains(file))
                                .isPresent()
                        ? call.without(Outcome.GARBLED, why)
                        : call)
                .toList();
        BundleFiles reworded = new RewordedFiles(new KeptFiles(files, kept, true), words::file);
        return new Bundle(this, reworded, said, worded, integrity, excess);
    }

    /**
     * The same bundle for whoever takes into memory what it says: calls whose replies are too large for that are lines that say so. It takes the
     * place of this one: closing it closes this.
     */
    public Bundle fitting() {
        return fitting(Room.ofThisProgram());
    }

    /** @param weighers tell what a reply takes of the memory, each more exactly than the one before; where all fits by one, the next is not asked */
    public Bundle fitting(List<Excess.Weigher> weighers) {
        return fitting(Room.ofThisProgram(), weighers);
    }

    /** @param room what may be taken */
    public Bundle fitting(Room room) {
        return fitting(room, List.of(Excess.Weigher.OF_BYTES));
    }

    private Bundle fitting(Room room, List<Excess.Weigher> weighers) {
        Excess found = excess;
        for (Excess.Weigher weigher : weighers) {
            found = Excess.of(calls, files, excess.ledger(), room, weigher);
            if (found.calls().isEmpty()) {
                break;
            }
        }
        return without(found);
    }

    private Bundle without(Excess found) {
        Set<Call> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(found.calls());
        List<Call> fitting = calls.stream()
                .map(call -> left.contains(call) ? found.without(call) : call)
                .toList();
        return new Bundle(this, files, manifest, fitting, integrity, found);
    }

    /** The same bundle without what is not to be read of it. It takes the place of this one: closing it closes this. */
    Bundle knowing(Integrity found) {
        BundleFiles left = found.whole() ? files : new KeptFiles(files, found.readable(files()), true);
        return new Bundle(this, left, manifest, calls, found, excess);
    }

    /** What is summed first is unpacked once; whoever reads it says what is wrong with it. */
    private void unpackOnce(String file) {
        try {
            sum(file);
        } catch (IOException e) {
            // as it is said above
        }
    }

    private static String reason(IOException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
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

    /** How the files compare with what was written; of a bundle that was {@link Verification#checked}. */
    public Integrity integrity() {
        return integrity;
    }

    /** What is too large to be read; of replies only when it was looked for ({@link #fitting}). */
    public Excess excess() {
        return excess;
    }

    /** What stands in the file that was opened and is no part of the bundle, a sentence each. */
    public List<String> oddities() {
        return files.oddities();
    }

    /** Every file of the bundle, sorted, including those the ledger does not name. */
    public Set<String> files() {
        return files.names();
    }

    /** Bytes of a file as it stands there; 0 of one that cannot be read. */
    public long size(String file) {
        return files.size(file);
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

    /** The SHA-256 of the file that was opened, lower-case hex; empty for a folder. */
    Optional<String> sum() throws IOException {
        return sum.get();
    }

    /**
     * The SHA-256 of a file in it, lower-case hex.
     *
     * @throws IOException when it cannot be read to its end, or is larger than a file of its name is read
     */
    String sum(String file) throws IOException {
        long most = switch (file) {
            case LEDGER, Integrity.SUMS -> LedgerReader.LARGEST;
            case MANIFEST -> LARGEST_TEXT;
            default -> Long.MAX_VALUE;
        };
        if (files.size(file) > most) {
            throw new IOException("it is larger than " + DataSize.text(most) + ", which none is");
        }
        return files.sum(file);
    }

    /**
     * A whole file as text; for files known to be small.
     *
     * @throws NotABundle as {@link #open(String)}, and when it is larger than 64 MiB
     */
    public String text(String file) {
        try (InputStream in = open(file)) {
            byte[] content = in.readNBytes(LARGEST_TEXT + 1);
            if (content.length > LARGEST_TEXT) {
                throw new NotABundle(
                        "Reading '" + file + "' of the bundle " + path
                                + ": it is larger than 64 MiB, which no honest one is; the bundle is damaged or not to be trusted.");
            }
            return new String(content, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NotABundle("Reading '" + file + "' of the bundle " + path + ": " + e.getMessage() + ".", e);
        }
    }

    /** The reply of a call as a stream; empty when it brought none or the file is missing. */
    public Optional<InputStream> reply(Call call) {
        return call.file().filter(files.names()::contains).map(this::open);
    }

    private Manifest readManifest(List<String> notes) {
        if (!files.names().contains(MANIFEST)) {
            return Unfinished.manifest(calls);
        }
        Optional<Manifest> whole = manifestText(notes).flatMap(BundleJson::manifest);
        if (whole.isEmpty() && calls.isEmpty()) {
            throw new NotABundle(
                    "Opening " + path
                            + ": manifest.json is not JSON and there is no ledger either; the bundle is damaged, fetch it again.");
        }
        if (whole.isEmpty()) {
            notes.add("manifest.json cannot be read; who was asked and when is taken from the ledger.");
        }
        return whole.map(manifest ->
                        manifest.capture().finished().isPresent() ? manifest : Unfinished.manifest(manifest, calls))
                .orElseGet(() -> Unfinished.manifest(calls));
    }

    private Optional<String> manifestText(List<String> notes) {
        try {
            return Optional.of(text(MANIFEST));
        } catch (NotABundle e) {
            notes.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whether the ledger goes on behind what was read of it. */
    private boolean readCalls(List<Call> read, List<String> notes, Room room) {
        if (!files.names().contains(LEDGER)) {
            notes.add("The ledger calls.jsonl is missing: nothing in this bundle can be trusted to be complete.");
            return false;
        }
        try (InputStream text = open(LEDGER)) {
            LedgerReader ledger = new LedgerReader(notes, room);
            read.addAll(ledger.read(text));
            return ledger.goesOn();
        } catch (IOException e) {
            throw new NotABundle("Reading '" + LEDGER + "' of the bundle " + path + ": " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new WorldError("Closing the bundle " + path + ": " + e.getMessage() + ".", e);
        }
    }
}
