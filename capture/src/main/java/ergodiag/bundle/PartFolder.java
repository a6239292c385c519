package ergodiag.bundle;

import ergodiag.bundle.archive.FolderFiles;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.bundle.sign.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a bundle that is being written. It is locked against other programs as long as it is open; the lock goes with the process,
 * however that ends. A file that is replaced as a whole gets its name only when it is whole.
 */
final class PartFolder {
    /** What the name of such a folder ends with. */
    static final String END = ".part";
    /** Held while a program writes; not part of the bundle. */
    static final String LOCK = FolderFiles.LOCK;

    private static final int LONGEST_NAME = 4_096;

    /** Ends of names of files that are not whole yet. */
    private static final List<String> UNFINISHED = List.of(".new", FolderFiles.SWEPT);

    private final Path path;
    /** Where the files of the bundle stand: this folder, or the one in it where they are written anew. */
    private final Path content;

    private final Optional<FileChannel> lock;

    private PartFolder(Path path, Path content, Optional<FileChannel> lock) {
        this.path = path;
        this.content = content;
        this.lock = lock;
    }

    /**
     * Makes the folder, which only its owner may look into, where the file system knows rights.
     *
     * @param becomes the name of the file that it is to become, which is written down for {@link #becomes}
     * @throws FileAlreadyExistsException when it is there
     */
    static PartFolder create(Path path, String becomes) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(path);
        }
        Files.writeString(path.resolve(LOCK), becomes + "\n");
        return new PartFolder(path, path, lock(path));
    }

    /** The name of the file that the folder was to become; "" when that is not known. */
    static String becomes(Path folder) {
        Path lock = folder.resolve(LOCK);
        if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try {
            return GivenFile.text(lock, LONGEST_NAME).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Takes over a folder that a program left.
     *
     * @throws UserError when one still writes it
     */
    static PartFolder takeOver(Path path) throws IOException {
        return new PartFolder(path, path, lock(path));
    }

    /** A file system that knows no locks (some network shares) gives none, and then nobody is kept out. */
    private static Optional<FileChannel> lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // held by this very program
        } catch (IOException | UnsupportedOperationException e) {
            channel.close();
            return Optional.empty();
        }
        channel.close();
        throw new UserError(
                "Opening " + folder
                        + ": a program is still writing it; wait until it ends, or end it with Ctrl-C, which closes the bundle.");
    }

    /**
     * The same folder, to whose bundle the files of another one in it belong, which is empty: what stands here stays as it is until the bundle
     * has its name.
     */
    PartFolder anew() throws IOException {
        Path inner = path.resolve(FolderFiles.ANEW);
        delete(inner);
        Files.createDirectory(inner);
        return new PartFolder(path, inner, lock);
    }

    /** The same folder with the files that were packed when it was closed. */
    PartFolder asPacked() {
        Path inner = path.resolve(FolderFiles.ANEW);
        return new PartFolder(path, Files.exists(inner.resolve(Integrity.SUMS)) ? inner : path, lock);
    }

    Path path() {
        return path;
    }

    /** Where the files of the bundle stand. */
    Path content() {
        return content;
    }

    /** Where a file of the bundle stands, or would stand. */
    Path resolve(String file) {
        return FolderFiles.path(content, file);
    }

    /** Where the signature stands until the bundle has its name; no part of the bundle. */
    Path signature() {
        return content.resolve("SHA256SUMS.sig.new");
    }

    /** Signs the sums. The bundle is signed when that stands beside it, {@link Container#signed}. */
    void sign(SigningKey key) throws IOException {
        try (InputStream sums = Files.newInputStream(resolve(Integrity.SUMS))) {
            Files.writeString(signature(), key.signature(sums));
        }
        try (FileChannel written = FileChannel.open(signature(), StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    /** Writes a file that is there as a whole or not at all. */
    void replace(String file, CharSequence text) throws IOException {
        Path whole = resolve(file + ".new");
        Files.write(whole, ForeignText.bytes(text));
        Files.move(whole, resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The files of the bundle, sorted. */
    List<String> files() throws IOException {
        try (Stream<Path> found = Files.find(content, Integer.MAX_VALUE, (file, facts) -> facts.isRegularFile())) {
            return found.map(this::name)
                    .filter(name -> !FolderFiles.ASIDE.contains(name)
                            && !name.startsWith(FolderFiles.ANEW + "/")
                            && UNFINISHED.stream().noneMatch(name::endsWith))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Whether files stand there whose names end so. */
    boolean hasUnfinished(String end) throws IOException {
        try (Stream<Path> walk = Files.walk(content)) {
            return walk.anyMatch(file -> file.toString().endsWith(end));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Removes what cannot be part of a bundle: files that were not whole yet, links, pipes, names that not every file system takes.
     *
     * @return the names of those that are not ours
     */
    List<String> clean() throws IOException {
        delete(path.resolve(FolderFiles.ANEW));
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> odd = walk.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            || UNFINISHED.stream().anyMatch(name(file)::endsWith)
                            || !name(file).equals(LOCK) && !SafePath.isWritable(name(file)))
                    .toList();
            for (Path file : odd) {
                Files.delete(file);
            }
            return odd.stream()
                    .map(this::name)
                    .filter(name -> UNFINISHED.stream().noneMatch(name::endsWith))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String name(Path file) {
        return content.relativize(file).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    /** Lets others have the folder. */
    void unlock() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    /** Removes the folder and all that is in it. */
    void delete() throws IOException {
        unlock();
        delete(path);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
