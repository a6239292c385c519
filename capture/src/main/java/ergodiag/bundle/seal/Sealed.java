package ergodiag.bundle.seal;

import com.exceptionfactory.jagged.PayloadException;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import ergodiag.bundle.archive.Spool;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/** A file that is sealed, known by its beginning. */
public final class Sealed {

    /** The way out for a key that cannot be used here, for a sentence. */
    public static final String BY_AGE = "open it with 'age -d -i KEY NAME.zip.age > NAME.zip', and give that file";

    private static final String DAMAGED =
            "it was altered or cut short since it was sealed, or has a head of more than 64 KiB, so that nothing of it is used; fetch it again";

    private Sealed() {}

    /** Whether this is a sealed file. */
    public static boolean is(Path file) throws IOException {
        return Files.isRegularFile(file) && Beginning.isOf(beginning(file));
    }

    private static String beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(Beginning.BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * What is in a sealed file, in a temporary file without a name. All of it has proved itself to be what was sealed.
     *
     * @throws Unopened when none of the keys opens it, or it was damaged or altered
     * @throws IOException when there is no room for it
     */
    public static SeekableByteChannel open(Path file, Identities identities) throws IOException {
        if (identities.isNone()) {
            throw new Unopened("it is sealed (age); give the file with the key that opens it with --identity");
        }
        boolean armored = Beginning.isArmored(beginning(file));
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                InputStream sealed = armored ? new Armored(in) : in;
                ReadableByteChannel clear = new StandardDecryptingChannelFactory()
                        .newDecryptingChannel(Channels.newChannel(sealed), List.of(identities))) {
            return Spool.of(Channels.newInputStream(clear), Files.size(file));
        } catch (UnsupportedRecipientStanzaException e) {
            throw new Unopened("it is sealed (age), and none of the keys given with --identity opens it", e);
        } catch (PayloadException | GeneralSecurityException | RuntimeException e) {
            throw new Unopened(DAMAGED, e);
        }
    }
}
