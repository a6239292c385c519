package ergodiag.bundle.sign;

import ergodiag.bundle.archive.FolderFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file in the folder of a bundle being written that is to be signed: it says by which key, so that whoever makes a bundle of the folder later is
 * told that this is missing. It holds nothing to sign with.
 */
public final class OwedSignature {
    private static final int LONGEST = 1 << 12;
    private static final String UNKNOWN = "a key that is not known any more";

    private OwedSignature() {}

    /** Leaves word in the folder. */
    public static void write(Path folder, SigningKey key) throws IOException {
        Files.writeString(folder.resolve(FolderFiles.SIGN_BY), """
                # The bundle that is made of this folder is to be signed with the key below, which is not here.
                # 'ergodiag recover --sign-with KEY' does so.
                """ + key.fingerprint() + "\n");
    }

    /** The fingerprint of the key; empty where the bundle was not to be signed, and a word for it where that cannot be read. */
    public static Optional<String> in(Path folder) {
        Path file = folder.resolve(FolderFiles.SIGN_BY);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .findFirst()
                    .orElse(UNKNOWN));
        } catch (IOException e) {
            return Optional.of(UNKNOWN);
        }
    }
}
