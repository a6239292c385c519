package ergodiag.bundle.seal;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import ergodiag.bundle.ssh.UnusableKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * For whom a bundle is sealed: each of them can open it alone. For nobody means that it is not sealed.
 *
 * @param recipients each of them once
 */
public record Seal(List<Recipient> recipients) {
    /** The bundle stands there for everybody to read. */
    public static final Seal NONE = new Seal(List.of());

    /** So many have their parts in what readers take for a head, 64 KiB. */
    public static final int MOST = 500;

    /** What the name of a sealed file ends with. */
    public static final String END = ".age";

    public Seal {
        recipients = recipients.stream().distinct().toList();
        if (recipients.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " recipients");
        }
    }

    public boolean isNone() {
        return recipients.isEmpty();
    }

    /** The recipients, a line each, as {@code age -R} reads them. */
    public String lines() {
        return recipients.stream().map(recipient -> recipient.text() + "\n").collect(Collectors.joining());
    }

    /**
     * What is written into the stream goes on sealed, piece by piece; only when it was closed it is whole.
     *
     * @param out is closed with it
     */
    public OutputStream over(OutputStream out) throws IOException {
        if (isNone()) {
            return out;
        }
        try {
            List<RecipientStanzaWriter> writers = new ArrayList<>();
            for (Recipient recipient : recipients) {
                writers.add(recipient.writer());
            }
            return Channels.newOutputStream(
                    new StandardEncryptingChannelFactory().newEncryptingChannel(Channels.newChannel(out), writers));
        } catch (GeneralSecurityException | UnusableKey e) {
            throw new IOException("this Java cannot seal (" + e.getMessage() + ")", e);
        }
    }
}
