package ergodiag.bundle;

import ergodiag.bundle.archive.FolderFiles;
import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.sign.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A {@code .part} folder that a capture left, made sound so that it can be closed like any other: a torn last line of the ledger goes,
 * replies without a line go (nobody knows whether they are whole), a series is kept up to its last whole line, and lines whose reply is not
 * there or not what was written say so. What is done to it is told.
 */
public final class Salvage {
    private final BundleWriter writer;
    private final Manifest manifest;
    private final List<String> told;

    private Salvage(BundleWriter writer, Manifest manifest, List<String> told) {
        this.writer = writer;
        this.manifest = manifest;
        this.told = List.copyOf(told);
    }

    /**
     * Takes over a folder.
     *
     * @param folder {@code NAME.part}
     * @param target the bundle it is to become; it must not exist
     * @param wrapping what that is wrapped in
     * @throws UserError when there is no such folder, a program still writes it, or the target exists
     * @throws NotABundle when nothing of a bundle is in it
     */
    public static Salvage of(Path folder, Path target, Wrapping wrapping) {
        if (BundleWriter.stands(target)) {
            throw new UserError("Recovering " + folder + ": " + target + " exists already; give another --out"
                    + (wrapping.seal().isNone()
                            ? "."
                            : ", or remove the folder if 'ergodiag verify' with --identity finds the file whole."));
        }
        if (Files.exists(Signed.beside(target), LinkOption.NOFOLLOW_LINKS)) {
            throw new UserError(
                    "Recovering " + folder + ": " + Signed.beside(target)
                            + " exists already, and would stand beside the bundle as its signature; move it away, or give another --out.");
        }
        try {
            PartFolder part = PartFolder.takeOver(checked(folder));
            try {
                return of(part, target, wrapping);
            } catch (IOException | RuntimeException e) {
                part.unlock();
                throw e;
            }
        } catch (IOException e) {
            throw new WorldError(
                    "Recovering " + folder + ": " + e.getMessage() + "; check free space and rights. Nothing is lost.",
                    e);
        }
    }

    /**
     * Whether the bundle stands there whole and only the folder was not removed any more: the file got its name and still has the one before,
     * or everything in the folder is in the file as it is. Then it is signed, if it was to be and is not, and the folder goes.
     *
     * @param wrapping in which it was to be wrapped
     * @return the manifest of the bundle if so
     */
    public static Optional<Manifest> closedAlready(Path folder, Path target, Wrapping wrapping) {
        if (!Files.isRegularFile(target)) {
            return Optional.empty();
        }
        Optional<Manifest> named = named(folder, target, wrapping);
        return named.isPresent() ? named : copied(folder, target, wrapping);
    }

    /** What is sealed cannot be looked into, but what has a second name was whole when it got it. */
    private static Optional<Manifest> named(Path folder, Path target, Wrapping wrapping) {
        try {
            PartFolder part = PartFolder.takeOver(checked(folder)).asPacked();
            try (Bundle left = Bundle.open(part.content())) {
                return Container.isNamed(part, target)
                        ? Optional.of(gone(part, target, wrapping, left.manifest()))
                        : Optional.empty();
            } finally {
                part.unlock();
            }
        } catch (IOException | NotABundle e) {
            return Optional.empty();
        }
    }

    private static Manifest gone(PartFolder part, Path target, Wrapping wrapping, Manifest manifest)
            throws IOException {
        if (wrapping.signer().isPresent() && !Files.exists(Signed.beside(target), LinkOption.NOFOLLOW_LINKS)) {
            part.sign(wrapping.signer().get());
            Container.signed(part, target);
        }
        Container.removeLeft(part);
        part.delete();
        return manifest;
    }

    private static Optional<Manifest> copied(Path folder, Path target, Wrapping wrapping) {
        try (Bundle bundle = Bundle.open(target)) {
            PartFolder part = PartFolder.takeOver(checked(folder)).asPacked();
            try {
                boolean same = Verification.of(bundle).sound();
                for (String file : part.files()) {
                    same = same
                            && bundle.files().contains(file)
                            && bundle.sum(file).equals(Sha256.of(Files.newInputStream(part.resolve(file))));
                }
                return same ? Optional.of(gone(part, target, wrapping, bundle.manifest())) : Optional.empty();
            } finally {
                part.unlock();
            }
        } catch (IOException | NotABundle e) {
            return Optional.empty();
        }
    }

    private static Path checked(Path folder) {
        if (!Files.isDirectory(folder) || !folder.getFileName().toString().endsWith(PartFolder.END)) {
            throw new UserError("Recovering " + folder
                    + ": it is not a folder NAME.part as a capture leaves it; give the path that the capture told.");
        }
        return folder;
    }

    private static Salvage of(PartFolder part, Path target, Wrapping wrapping) throws IOException {
        List<String> told = new ArrayList<>();
        settle(part);
        part.clean().forEach(name -> told.add("'" + name + "' is no file that a bundle can hold: left out."));
        Container.removeLeft(part);
        Path ledger = part.resolve("calls.jsonl");
        if (Files.exists(ledger) && LedgerTail.mend(ledger)) {
            told.add("The last line of the ledger was torn: that call is left out.");
        }
        Manifest manifest;
        List<Call> calls;
        try (Bundle left = Bundle.open(part.path())) {
            manifest = left.manifest();
            calls = left.calls();
            left.damage().stream()
                    .filter(note -> !note.equals(TrueNames.WARNING))
                    .forEach(told::add);
            if (calls.isEmpty() && !left.files().contains("manifest.json")) {
                throw new NotABundle("Recovering " + part.path()
                        + ": the capture ended before it asked anything; remove the folder.");
            }
        }
        BundleWriter writer = BundleWriter.resume(part, target, wrapping, calls);
        unnamed(part, writer, told);
        writer.correct(call -> sound(part, call, told));
        boolean closed = told.isEmpty() && manifest.capture().complete();
        return new Salvage(writer, closed ? manifest : Unfinished.manifest(manifest, writer.calls()), told);
    }

    /** Files that were written anew get their places where the ledger says so already, and their writer came to that no more. */
    private static void settle(PartFolder part) throws IOException {
        if (!part.hasUnfinished(FolderFiles.SWEPT)) {
            return;
        }
        try (Bundle left = Bundle.open(part.path())) {
            for (Stored stored : left.calls().stream()
                    .flatMap(call -> call.stored().stream())
                    .toList()) {
                Path swept = part.resolve(stored.file() + FolderFiles.SWEPT);
                if (Files.isRegularFile(swept, LinkOption.NOFOLLOW_LINKS)
                        && Sha256.of(Files.newInputStream(swept)).equals(stored.sha256())) {
                    Files.move(swept, part.resolve(stored.file()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Files that no line of the ledger names. */
    private static void unnamed(PartFolder part, BundleWriter writer, List<String> told) throws IOException {
        Set<String> named =
                writer.calls().stream().flatMap(call -> call.file().stream()).collect(Collectors.toSet());
        for (String file : part.files()) {
            if (BundleWriter.OWN_FILES.contains(file) || named.contains(file) || file.equals(TrueNames.FILE)) {
                continue;
            }
            Optional<Call> series = LeftSeries.adopt(part, file, writer.calls());
            if (series.isPresent()) {
                writer.append(series.get());
                told.add("The series " + file + " was not ended: its "
                        + series.get().part().rows().orElse(0) + " whole entries are kept.");
            } else if (file.startsWith("nodes/") || file.startsWith("cluster/")) {
                Files.delete(part.resolve(file));
                told.add("The reply " + file + " was being written: left out.");
            } else {
                told.add("'" + file + "' is not ours: kept as it is.");
            }
        }
    }

    private static Call sound(PartFolder part, Call call, List<String> told) {
        if (call.stored().isEmpty()) {
            return call;
        }
        Stored stored = call.stored().get();
        try {
            Path reply = part.resolve(stored.file());
            if (Files.exists(reply)
                    && Files.size(reply) == stored.bytes()
                    && Sha256.of(Files.newInputStream(reply)).equals(stored.sha256())) {
                return call;
            }
            Files.deleteIfExists(reply);
        } catch (IOException e) {
            throw new WorldError("Recovering " + part.path() + ": " + e.getMessage() + "; check the disk.", e);
        }
        told.add("The reply " + stored.file() + " is not what the ledger says was written: left out.");
        return call.without(
                        Outcome.GARBLED,
                        "the reply that was stored was not whole when the bundle was recovered, and was left out")
                .listed(ListPart::uncounted);
    }

    /** Ready to be closed. */
    public BundleWriter writer() {
        return writer;
    }

    /** What is known of the capture: its last word if it came to that, else its draft and its ledger, marked incomplete. */
    public Manifest manifest() {
        return manifest;
    }

    /** What was found and done, a sentence each; empty when the capture only had to be closed. */
    public List<String> told() {
        return told;
    }
}
