package ergodiag.redact;

import ergodiag.bundle.GivenFile;
import ergodiag.bundle.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The key of a site. What is made with it is the same in all bundles of the site: the marks in place of secrets, and pseudonyms. Without one every bundle has a
 * key of its own, which lives in memory and is gone with the program.
 */
public final class SiteKey {
    /** For bundles that have nothing in common. */
    public static final SiteKey NONE = new SiteKey(Optional.empty());

    private static final int SHORTEST = 32;
    private static final int LONGEST = 4096;

    /** Random bytes, also written as hex digits, have more different ones; a word that is repeated has fewer. */
    private static final int FEWEST_DIFFERENT = 10;

    private static final String HOW =
            "make one of 32 random bytes, such as: head -c 32 /dev/urandom > site.key; chmod 600 site.key";

    private final Optional<byte[]> key;

    private SiteKey(Optional<byte[]> key) {
        this.key = key;
    }

    /**
     * Reads a key; white space at the end of the file is none of it.
     *
     * @throws UserError when the file cannot be read, or what is in it can be guessed
     */
    public static SiteKey of(Path file) {
        byte[] read;
        try {
            read = GivenFile.bytes(file, LONGEST);
        } catch (IOException e) {
            throw new UserError(
                    "Reading --site-key " + file + ": the file cannot be read (" + e.getMessage()
                            + "); check the path and the rights, or " + HOW + ".",
                    e);
        }
        byte[] key = withoutEnd(read);
        if (key.length < SHORTEST || different(key) < FEWEST_DIFFERENT) {
            throw new UserError("Reading --site-key " + file + ": it has " + key.length + " bytes, of which "
                    + different(key) + " are different, and could be guessed; " + HOW + ".");
        }
        return new SiteKey(Optional.of(key));
    }

    private static byte[] withoutEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > SHORTEST && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static int different(byte[] bytes) {
        Set<Byte> different = new LinkedHashSet<>();
        for (byte one : bytes) {
            different.add(one);
        }
        return different.size();
    }

    /** Whether anybody on the machine can read a key, and so check guesses; only where the file system knows rights. */
    public static boolean isOpen(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether what is made with it is the same in other bundles. */
    public boolean lasts() {
        return key.isPresent();
    }

    /** Digests for one purpose: from those for one nothing can be told about those for another. */
    public KeyedDigest digests(String purpose) {
        return key.map(bytes -> KeyedDigest.of(bytes, purpose)).orElseGet(KeyedDigest::random);
    }

    /** The ways in which the key might stand in a text. */
    Set<String> written() {
        Set<String> written = new LinkedHashSet<>();
        key.ifPresent(bytes -> {
            written.add(new String(bytes, StandardCharsets.UTF_8).strip());
            written.add(HexFormat.of().formatHex(bytes));
            written.add(HexFormat.of().withUpperCase().formatHex(bytes));
            written.add(Base64.getEncoder().encodeToString(bytes));
            written.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        });
        return written;
    }
}
