package ergodiag.bundle;

import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.sign.OwedSignature;
import ergodiag.bundle.sign.Signed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A bundle being written: a folder {@code NAME.part} with the ledger appended and flushed call by call. {@link #close(Manifest, String)}
 * adds sums and manifest, packs, and gives the file its name in one step. What was written so far can be read as a folder at any time. After
 * a write that failed nothing more is written, so that what stands there stays whole. Safe for use by several threads.
 *
 * <p>Longer than others because every write takes the same lock and ends with the same failure, so that what stands in the folder stays
 * whole.
 */
public final class BundleWriter {
    /** What every bundle has besides the replies. */
    public static final List<String> OWN_FILES =
            List.of("README.txt", "manifest.json", "calls.jsonl", "capture.log", "SHA256SUMS");

    private final PartFolder part;
    private final Path target;
    private final Wrapping wrapping;
    private final OutputStream ledger;
    private final OutputStream log;
    private final List<Call> calls = new ArrayList<>();
    private final DistinctPaths paths = new DistinctPaths();

    /** What files have that were written here and not changed since. */
    private final Map<String, Stored> written = new ConcurrentHashMap<>();

    private final Map<String, String> spellings = new ConcurrentHashMap<>();
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();
    private volatile Optional<WorldError> failure = Optional.empty();

    private BundleWriter(PartFolder part, Path target, Wrapping wrapping, List<Call> before) throws IOException {
        this.part = part;
        this.target = target;
        this.wrapping = wrapping;
        this.ledger = Files.newOutputStream(
                part.resolve("calls.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.log = Files.newOutputStream(
                part.resolve("capture.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        OWN_FILES.forEach(paths::spelling);
        calls.addAll(before);
    }

    /** Starts a bundle that is wrapped in nothing. */
    public static BundleWriter create(Path target) {
        return create(target, Wrapping.PLAIN);
    }

    /**
     * Starts a bundle that will be {@code target} once closed: a zip, or what the end of its name says.
     *
     * @param wrapping what the finished bundle is wrapped in; what stands in the folder until then is not
     * @throws UserError when the target exists already: nothing is ever overwritten
     * @throws WorldError when the folder cannot be written
     */
    public static BundleWriter create(Path target, Wrapping wrapping) {
        Path folder = folderOf(target);
        try {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            for (Path mine : List.of(target, Signed.beside(target))) {
                if (stands(mine)) {
                    throw new FileAlreadyExistsException(mine.toString());
                }
            }
            PartFolder part = PartFolder.create(folder, target.getFileName().toString());
            Container.check(part, target);
            OwedSeal.write(part, wrapping.seal());
            if (wrapping.signer().isPresent()) {
                OwedSignature.write(part.path(), wrapping.signer().get());
            }
            return new BundleWriter(part, target, wrapping, List.of());
        } catch (FileAlreadyExistsException e) {
            throw new UserError(
                    "Creating the bundle " + target + ": " + e.getFile() + " exists already; "
                            + (folder.toString().equals(e.getFile())
                                    ? "it is what a capture that was killed left: 'ergodiag recover " + folder
                                            + "' makes a bundle of it; or give another --out."
                                    : "give another --out, or move it away."),
                    e);
        } catch (IOException e) {
            throw new WorldError(
                    "Creating the bundle " + target + ": " + e.getMessage()
                            + "; choose a folder you may write to with --out.",
                    e);
        }
    }

    /** Goes on with a folder whose ledger was read and is sound. */
    static BundleWriter resume(PartFolder part, Path target, Wrapping wrapping, List<Call> before) throws IOException {
        BundleWriter writer = new BundleWriter(part, target, wrapping, before);
        part.files().forEach(writer.paths::spelling);
        return writer;
    }

    /** Whether a file's name says that it is a bundle: {@code .zip}, {@code .tar.gz} or {@code .tgz}, and {@code .age} behind it. */
    public static boolean isBundleName(Path file) {
        return file.getFileName() != null && Container.isName(file.getFileName().toString());
    }

    /** The name of a bundle, a file or the folder of an unfinished one, without its end. */
    public static String baseName(Path bundle) {
        Path last = bundle.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "bundle" : last.toString();
        return name.endsWith(PartFolder.END)
                ? name.substring(0, name.length() - PartFolder.END.length())
                : Container.rootName(name);
    }

    /** Whether something stands there already, be it a link that leads nowhere. */
    static boolean stands(Path target) {
        return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    }

    /** The bundle that an unfinished one becomes unless the user says otherwise: beside it, and of the kind that it was to be. */
    public static Path becomes(Path folder) {
        return folder.resolveSibling(
                baseName(folder) + Container.of(PartFolder.becomes(folder)).end());
    }

    /** The folder in which the bundle of that name is written. */
    static Path folderOf(Path target) {
        return target.resolveSibling(Container.rootName(target.getFileName().toString()) + PartFolder.END);
    }

    /** The folder being written. */
    public Path folder() {
        return part.path();
    }

    /** Stores a reply under its path. */
    public Stored store(String file, byte[] content) {
        try (OutputStream out = open(file)) {
            out.write(content);
        } catch (IOException e) {
            throw failed(file, e);
        }
        return describe(file);
    }

    /**
     * Opens a file of the bundle for writing piece by piece; once it is closed {@link #describe(String)} gives its size and sum. A write that fails
     * throws {@link WorldError} and never {@link IOException}, which would be taken for a fault of what is copied.
     */
    public OutputStream open(String file) {
        goesOn();
        String name = spelling(file);
        Path path = part.resolve(name);
        try {
            if (!folders.contains(path.getParent())) {
                Files.createDirectories(path.getParent());
                folders.add(path.getParent());
            }
            OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new WatchedOutput(
                    out, e -> failed(file, e), (bytes, sha256) -> written.put(name, new Stored(name, bytes, sha256)));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Size and sum of a file that was written before: read once, where it was not written here. */
    public Stored describe(String file) {
        String name = spelling(file);
        return OWN_FILES.contains(name) ? read(name) : written.computeIfAbsent(name, this::read);
    }

    private Stored read(String name) {
        try (InputStream in = Files.newInputStream(part.resolve(name))) {
            MessageDigest digest = Sha256.digest();
            DigestInputStream digesting = new DigestInputStream(in, digest);
            long bytes = digesting.transferTo(OutputStream.nullOutputStream());
            return new Stored(name, bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    /** The line of the ledger that tells of a call, with its end. */
    public static byte[] line(Call call) {
        return ForeignText.bytes(BundleJson.write(call) + "\n");
    }

    /** A file that was written before gets other content under its name, or goes: what was known of it is not true any more. */
    public Path changing(String file) {
        String name = spelling(file);
        written.remove(name);
        return part.resolve(name);
    }

    /** Adds a call to the ledger and flushes it. */
    public synchronized void append(Call call) {
        goesOn();
        try {
            ledger.write(line(call));
            ledger.flush();
        } catch (IOException e) {
            throw failed("calls.jsonl", e);
        }
        calls.add(call);
    }

    /** Adds a line to {@code capture.log}. The caller has redacted it. */
    public synchronized void log(String line) {
        goesOn();
        try {
            log.write(ForeignText.bytes(line + "\n"));
            log.flush();
        } catch (IOException e) {
            throw failed("capture.log", e);
        }
    }

    /**
     * Writes what the manifest would say by now, so that it is not lost if the program is killed. It says of itself that it is not the last
     * word by having no {@code finished}.
     */
    public synchronized void draft(Manifest manifest) {
        goesOn();
        try {
            part.replace("manifest.json", BundleJson.write(manifest));
        } catch (IOException e) {
            throw failed("manifest.json", e);
        }
    }

    /**
     * Goes on with the same bundle in other words, which are all written anew into a folder in this one. What stands here stays as it is, and is
     * what is recovered, until the bundle that is closed there has its name. Nothing more is written here.
     */
    public synchronized BundleWriter anew() {
        goesOn();
        try {
            ledger.close();
            log.close();
            return new BundleWriter(part.anew(), target, wrapping, List.of());
        } catch (IOException e) {
            throw failed("the folder of what is written anew", e);
        }
    }

    /** The calls appended so far. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /**
     * Ends the bundle: manifest, README, sums, packing, atomic naming; then the folder is removed. Whatever fails, the folder stays, and
     * nothing half stands under the final name.
     *
     * @return the finished file
     */
    public synchronized Path close(Manifest manifest, String readme) {
        goesOn();
        try {
            ledger.close();
            log.close();
            part.replace("manifest.json", BundleJson.write(manifest));
            part.replace("README.txt", readme);
            List<String> files = new ArrayList<>(part.files());
            files.remove(Integrity.SUMS);
            part.replace(Integrity.SUMS, sums(files));
            files.add(Integrity.SUMS);
            Collections.sort(files);
            if (wrapping.signer().isPresent()) {
                part.sign(wrapping.signer().get());
            }
            Container.pack(part, files, target, wrapping.seal());
        } catch (FileAlreadyExistsException e) {
            throw closing(e.getFile() + " has come to stand there meanwhile", e);
        } catch (IOException e) {
            throw closing(WorldError.reason(e), e);
        }
        sign();
        try {
            Container.removeLeft(part);
            part.delete();
        } catch (IOException e) {
            // the bundle is whole and has its name; 'recover' removes what is left of the folder
        }
        return target;
    }

    /** Last of all: what stands there with a signature is signed, and what was killed before that is not. */
    private void sign() {
        if (wrapping.signer().isPresent()) {
            try {
                Container.signed(part, target);
            } catch (IOException e) {
                abandon();
                throw new WorldError(
                        "Signing the bundle " + target + ": " + WorldError.reason(e)
                                + "; it is whole, and not signed: 'ergodiag" + " recover " + part.path()
                                + " --sign-with KEY' signs it.",
                        e);
            }
        }
    }

    /** Leaves the folder to others as it is: nothing more is written. */
    public synchronized void abandon() {
        try {
            ledger.close();
            log.close();
            part.unlock();
        } catch (IOException e) {
            // what was flushed stands there all the same
        }
    }

    private WorldError closing(String what, IOException e) {
        abandon();
        return new WorldError("Closing the bundle " + target + ": " + what + "; " + whatIsLeft(), e);
    }

    /** What the user has after a failure, and what to do with it. */
    private String whatIsLeft() {
        return "what was captured stands in the folder " + part.path()
                + (wrapping.seal().isNone() ? "" : ", not sealed")
                + (Files.exists(part.path().resolve(TrueNames.FILE)) ? ", with the true names (do not hand it on)" : "")
                + ": 'ergodiag recover " + part.path()
                + "' makes a bundle of it once there is room (--out puts it elsewhere); 'ergodiag report' reads it as it is.";
    }

    /** The files that stand there, sorted: replies, and those that every bundle has as far as they are written. */
    public List<String> files() {
        try {
            return part.files();
        } catch (IOException e) {
            throw failed("the list of files", e);
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
            part.replace("calls.jsonl", lines);
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
            part.delete();
        } catch (IOException e) {
            throw failed("the folder " + part.path(), e);
        }
    }

    /** The manifest's numbers of calls. */
    public synchronized Manifest.CallCounts counts() {
        return Manifest.CallCounts.of(calls);
    }

    private String sums(List<String> files) {
        return files.parallelStream()
                .map(file -> describe(file).sha256() + "  " + file + "\n")
                .collect(Collectors.joining());
    }

    private String spelling(String file) {
        String known = spellings.get(file);
        return known != null ? known : spellings.computeIfAbsent(file, path -> paths.spelling(SafePath.writable(path)));
    }

    private Path resolve(String file) {
        return part.resolve(spelling(file));
    }

    /** After the disk failed once a later write could tear what is whole. */
    private void goesOn() {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private WorldError failed(String file, IOException e) {
        WorldError error =
                new WorldError("Writing '" + file + "' of the bundle: " + e.getMessage() + "; " + whatIsLeft(), e);
        if (!(e instanceof FileAlreadyExistsException) && failure.isEmpty()) {
            failure = Optional.of(error);
        }
        return error;
    }
}
