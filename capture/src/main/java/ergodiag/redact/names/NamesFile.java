package ergodiag.redact.names;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.ergo.NameKind;
import java.io.IOException;
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

    /** Says so before anything is done when the map could not be written later. */
    public static void checkFree(Path bundle) {
        Path file = of(bundle);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UserError("Creating " + file
                    + ": it exists already and belongs to another bundle; give another --out, or move it away.");
        }
    }

    public static Path write(Path bundle, Pseudonyms pseudonyms) {
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
            create(file);
            Files.write(file, ForeignText.bytes(root.toPrettyString() + "\n"));
        } catch (IOException e) {
            throw new WorldError(
                    "Writing the map of pseudonyms " + file + ": " + e.getMessage()
                            + "; no bundle was made. Choose a folder you may write to with --out.",
                    e);
        }
        return file;
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
