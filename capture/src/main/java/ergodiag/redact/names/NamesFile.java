package ergodiag.redact.names;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.ergo.NameKind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The map from names to pseudonyms, {@code NAME.names.json} beside the bundle, for its owner only. It is never inside. */
public final class NamesFile {
    private NamesFile() {}

    /** Where the map of a bundle stands. */
    static Path of(Path bundle) {
        return bundle.resolveSibling(BundleWriter.baseName(bundle) + ".names.json");
    }

    /** Its second name in the folder of the bundle, by which it is known again when the closing of that bundle was cut short. */
    private static final String IN_FOLDER = "names.json.new";

    /** Says so before anything is done when the map could not be written later. */
    public static void checkFree(Path bundle) {
        Path file = of(bundle);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UserError("Creating " + file
                    + ": it exists already and belongs to another bundle; give another --out, or move it away.");
        }
    }

    /** Removes the map beside a bundle that was not closed, if it was written from that folder: its pseudonyms are in no bundle. */
    public static void takeBack(Path bundle, Path folder) {
        Path file = of(bundle);
        Path same = folder.resolve(IN_FOLDER);
        try {
            if (!Files.exists(bundle, LinkOption.NOFOLLOW_LINKS)
                    && Files.exists(file)
                    && Files.exists(same)
                    && Files.isSameFile(file, same)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new WorldError(
                    "Removing the map of pseudonyms " + file + ", whose bundle was not closed: " + WorldError.reason(e)
                            + "; move it away.",
                    e);
        }
    }

    /**
     * Writes the map.
     *
     * @param bundle that has its pseudonyms, and gets its name later
     * @param folder in which that is being written
     */
    public static Path write(Path bundle, Path folder, Pseudonyms pseudonyms) {
        Path file = of(bundle);
        ObjectNode root = ForeignJson.mapper().createObjectNode();
        root.put("format", "ergodiag.names/1");
        root.put("bundle", bundle.getFileName().toString());
        put(root.putObject("nodes"), pseudonyms.nodes());
        for (NameKind kind : NameKind.values()) {
            if (kind != NameKind.NODE && !pseudonyms.of(kind).isEmpty()) {
                put(root.putObject(kind.name().toLowerCase(Locale.ROOT)), pseudonyms.of(kind));
            }
        }
        put(root.putObject("checksums"), pseudonyms.crcs());
        try {
            Path whole = folder.resolve(IN_FOLDER);
            Files.deleteIfExists(whole);
            create(whole);
            Files.write(whole, ForeignText.bytes(root.toPrettyString() + "\n"));
            name(whole, file);
        } catch (IOException e) {
            throw new WorldError(
                    "Writing the map of pseudonyms " + file + ": " + e.getMessage()
                            + "; no bundle was made. Choose a folder you may write to with --out.",
                    e);
        }
        return file;
    }

    /** A second link; where there are no links, a move. */
    private static void name(Path whole, Path file) throws IOException {
        try {
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(whole, file);
        }
    }

    /** With rights for nobody else before the first letter is in it, where the file system knows rights. */
    private static void create(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.write(file, new byte[0], StandardOpenOption.CREATE_NEW);
        }
    }

    private static void put(ObjectNode object, Map<String, String> names) {
        names.forEach(object::put);
    }
}
