package ergodiag.bundle.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A bundle as a plain folder: unpacked, or the {@code .part} folder of a capture. Links are not followed. */
public record FolderFiles(Path root, Set<String> names) implements BundleFiles {
    /** The file by which a capture holds its folder; it is no part of the bundle. */
    public static final String LOCK = ".lock";
    /** The file that says for whom the bundle is to be sealed; it is no part of it either. */
    public static final String SEAL_FOR = "SEAL-FOR.txt";
    /** The folder in it where the bundle is written anew in other words; it is no part of what is read. */
    public static final String ANEW = ".anew";
    /** Behind the name of a file that takes the place of the one without it as soon as the ledger has its sum. */
    public static final String SWEPT = ".swept";
    /** The file that says by which key the bundle is to be signed; it is no part of it. */
    public static final String SIGN_BY = "SIGN-BY.txt";
    /** What stands in the folder and is no part of the bundle. */
    public static final Set<String> ASIDE = Set.of(LOCK, SEAL_FOR, SIGN_BY);

    /** The files of the folder; none when it has neither manifest nor ledger, so that a wrong folder is not walked through. */
    static FolderFiles of(Path folder) throws IOException {
        Path root = folder.toRealPath();
        boolean bundle = isFile(root.resolve("manifest.json")) || isFile(root.resolve("calls.jsonl"));
        return new FolderFiles(root, bundle ? list(root) : Set.of());
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Set<String> list(Path root) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> walk = Files.walk(root)) {
            Iterator<Path> files = walk.filter(FolderFiles::isFile).iterator();
            while (files.hasNext()) {
                if (names.size() >= RootedEntries.MOST) {
                    throw new IOException("more than " + RootedEntries.MOST + " files");
                }
                String name = root.relativize(files.next())
                        .toString()
                        .replace(root.getFileSystem().getSeparator(), "/");
                if (EntryPath.isSafe(name) && !ASIDE.contains(name) && !name.startsWith(ANEW + "/")) {
                    names.add(name);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return Collections.unmodifiableSet(names);
    }

    /** Where a file of the bundle stands in a folder, or would stand. */
    public static Path path(Path root, String name) {
        Path file = root;
        for (String part : name.split("/")) {
            file = file.resolve(part);
        }
        return file;
    }

    @Override
    public long size(String name) {
        try {
            return Files.size(path(root, name));
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        Path file = path(root, name);
        if (!file.toRealPath().startsWith(root)) {
            throw new IOException("it leads out of the folder");
        }
        return new AtMost(
                Files.newInputStream(file), BoundedFiles.LARGEST, "it has grown beyond what any reply could be");
    }

    @Override
    public void close() {}
}
