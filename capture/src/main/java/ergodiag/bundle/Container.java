package ergodiag.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Locale;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

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
        for (Container kind : values()) {
            if (kind.names(fileName)) {
                return kind;
            }
        }
        return ZIP;
    }

    /** Whether a file's name says that it is a bundle of any kind. */
    static boolean isName(String fileName) {
        return ZIP.names(fileName) || TAR_GZ.names(fileName) || TGZ.names(fileName);
    }

    private boolean names(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(end);
    }

    /** The name of the root folder inside: that of the file without its end. */
    static String rootName(String fileName) {
        return isName(fileName)
                ? fileName.substring(0, fileName.length() - of(fileName).end.length())
                : fileName;
    }

    /** The end of the names of such files, dot included. */
    String end() {
        return end;
    }

    /** Writes the files of a folder below one root folder. */
    void write(PartFolder folder, String root, OutputStream out) throws IOException {
        if (this == ZIP) {
            zip(folder, root, out);
        } else {
            tar(folder, root, out);
        }
    }

    private static void zip(PartFolder folder, String root, OutputStream file) throws IOException {
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(file)) {
            for (String name : folder.files()) {
                out.putArchiveEntry(new ZipArchiveEntry(root + "/" + name));
                Files.copy(folder.resolve(name), out);
                out.closeArchiveEntry();
            }
        }
    }

    private static void tar(PartFolder folder, String root, OutputStream file) throws IOException {
        try (ArchiveOutputStream<TarArchiveEntry> out = tarInto(new BufferedOutputStream(file))) {
            for (String name : folder.files()) {
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
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }
}
