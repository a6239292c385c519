package ergodiag.bundle;

import ergodiag.bundle.archive.Deflated;
import ergodiag.bundle.archive.Packed;
import ergodiag.bundle.seal.Seal;
import ergodiag.bundle.sign.Signed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** The kinds of file a bundle can be, by the ends of their names. */
enum Container {
    ZIP(".zip"),
    TAR_GZ(".tar.gz"),
    TGZ(".tgz");

    private final String end;

    Container(String end) {
        this.end = end;
    }

    /** The kind that a file of this name is; zip where the name does not say. */
    static Container of(String fileName) {
        String opened = opened(fileName);
        for (Container kind : values()) {
            if (kind.names(opened)) {
                return kind;
            }
        }
        return ZIP;
    }

    /** Whether a file's name says that it is a bundle of any kind. */
    static boolean isName(String fileName) {
        String opened = opened(fileName);
        return ZIP.names(opened) || TAR_GZ.names(opened) || TGZ.names(opened);
    }

    private boolean names(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(end);
    }

    /** The name of what is in a sealed file of that name; the same name where it is not sealed. */
    private static String opened(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(Seal.END)
                ? fileName.substring(0, fileName.length() - Seal.END.length())
                : fileName;
    }

    /** That name without its end. */
    static String rootName(String fileName) {
        return isName(fileName)
                ? fileName.substring(
                        0, opened(fileName).length() - of(fileName).end.length())
                : fileName;
    }

    /** The end of the names of such files, dot included. */
    String end() {
        return end;
    }

    /**
     * Makes one file of these files of a bundle's folder. It gets its name only when it is whole and on the disk, and keeps the one before until
     * {@link #removeLeft}, so that it is known again if what comes then is cut short.
     *
     * @throws FileAlreadyExistsException when another file has come to stand there
     */
    static void pack(PartFolder part, List<String> files, Path target, Seal seal) throws IOException {
        String name = target.getFileName().toString();
        Path whole = packed(part, target);
        boolean named = false;
        try {
            try (OutputStream file = Files.newOutputStream(whole, StandardOpenOption.CREATE_NEW);
                    OutputStream sealed = seal.over(file)) {
                of(name).write(part, files, SafePath.root(rootName(name)), sealed);
            }
            try (FileChannel written = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            name(whole, target);
            named = true;
        } finally {
            if (!named) {
                Files.deleteIfExists(whole);
            }
        }
    }

    /**
     * Puts the signature of a bundle beside it, which has its name already: what is signed is there as a whole.
     *
     * @throws FileAlreadyExistsException when another file has come to stand there
     */
    static void signed(PartFolder part, Path target) throws IOException {
        name(part.signature(), Signed.beside(target));
        Files.deleteIfExists(part.signature());
    }

    /**
     * Sees whether the bundle can be written where it is to stand, before anything else is.
     *
     * @throws IOException when it cannot, for example because its name is too long; then the folder is removed again
     */
    static void check(PartFolder part, Path target) throws IOException {
        Path whole = packed(part, target);
        try {
            Files.createFile(whole);
            Files.delete(whole);
        } catch (IOException e) {
            part.delete();
            throw e;
        }
    }

    /** A second link to the file, which fails where another file has come to stand; where there are no links, a move. */
    private static void name(Path whole, Path target) throws IOException {
        try {
            Files.createLink(target, whole);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(whole, target);
        }
    }

    /** Whether the file is the one that was packed from that folder, which has got its name and not lost the one before. */
    static boolean isNamed(PartFolder part, Path target) throws IOException {
        Path whole = packed(part, target);
        return Files.exists(whole) && Files.isSameFile(whole, target);
    }

    /** Where the bundle is packed before it gets its name: beside its later place. */
    private static Path packed(PartFolder part, Path target) {
        String name = target.getFileName().toString();
        return target.resolveSibling(
                part.path().getFileName() + of(name).end() + (opened(name).equals(name) ? "" : Seal.END));
    }

    /** Removes what a program that was killed had packed. */
    static void removeLeft(PartFolder part) throws IOException {
        Path folder = part.path();
        for (Container kind : values()) {
            Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + kind.end()));
            Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + kind.end() + Seal.END));
        }
    }

    /** Writes the files of a folder below one root folder. */
    private void write(PartFolder folder, List<String> files, String root, OutputStream out) throws IOException {
        if (this == ZIP) {
            zip(folder, files, root, out);
        } else {
            tar(folder, files, root, out);
        }
    }

    private static void zip(PartFolder folder, List<String> files, String root, OutputStream file) throws IOException {
        try (ZipArchiveOutputStream out = Packed.zip(file)) {
            Deflated.all(files, folder::resolve, name -> root + "/" + name, out);
        }
    }

    private static void tar(PartFolder folder, List<String> files, String root, OutputStream file) throws IOException {
        try (ArchiveOutputStream<TarArchiveEntry> out = tarInto(new BufferedOutputStream(file))) {
            for (String name : files) {
                try (InputStream in = Files.newInputStream(folder.resolve(name))) {
                    TarArchiveEntry entry = new TarArchiveEntry(root + "/" + name);
                    entry.setSize(Files.size(folder.resolve(name)));
                    entry.setModTime(Files.getLastModifiedTime(folder.resolve(name)));
                    out.putArchiveEntry(entry);
                    in.transferTo(out);
                    out.closeArchiveEntry();
                }
            }
        }
    }

    private static TarArchiveOutputStream tarInto(OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(Packed.gzip(out), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }
}
