package ergodiag.bundle.sign;

import ergodiag.bundle.ssh.MalformedSsh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks who signed a bundle.
 *
 * @param file the signature; empty for the one that stands beside the bundle
 * @param allowed who may sign; empty where the user does not say, and then a signature says only which key it was
 */
public record SignatureCheck(Optional<Path> file, Optional<AllowedSigners> allowed) {
    /** The signature beside a bundle, whoever made it. */
    public static final SignatureCheck BESIDE = new SignatureCheck(Optional.empty(), Optional.empty());

    /** An honest one with the longest key is a tenth of it. */
    private static final int LONGEST = 64 << 10;

    /** The sums of a bundle, as they stand there. */
    public interface Sums {
        /** @throws IOException when there are none, or they cannot be read */
        InputStream open() throws IOException;
    }

    /** Who signed the bundle that is that file, or folder, and has those sums. */
    public Signed of(Path bundle, Sums sums) {
        Path place = file.orElseGet(() -> Signed.beside(bundle.toAbsolutePath().normalize()));
        if (file.isEmpty() && !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return allowed.isPresent() ? Signed.not(Signed.State.MISSING, "") : Signed.NOBODY;
        }
        try {
            return judged(SshSignature.read(text(place)), sums);
        } catch (MalformedSsh e) {
            return Signed.not(Signed.State.MALFORMED, e.how());
        }
    }

    private static String text(Path place) throws MalformedSsh {
        if (!Files.isRegularFile(place)) {
            throw new MalformedSsh("it is no file");
        }
        try (InputStream in = Files.newInputStream(place)) {
            byte[] text = in.readNBytes(LONGEST + 1);
            if (text.length > LONGEST) {
                throw new MalformedSsh("it is longer than any signature");
            }
            return new String(text, StandardCharsets.ISO_8859_1);
        } catch (MalformedSsh e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedSsh("it cannot be read", e);
        }
    }

    private Signed judged(SshSignature signature, Sums sums) throws MalformedSsh {
        if (!signature.namespace().equals(Signed.PURPOSE)) {
            return Signed.with(signature.key(), Signed.State.OTHER_PURPOSE, "");
        }
        Optional<Boolean> holds = holds(signature, sums);
        if (holds.isEmpty()) {
            return Signed.with(
                    signature.key(), Signed.State.UNKNOWN_KIND, "ssh-keygen -Y verify may know that kind of key");
        }
        if (!holds.get()) {
            return Signed.with(signature.key(), Signed.State.MISMATCH, "");
        }
        return allowed.map(signers -> signers.judged(signature.key(), Instant.now()))
                .orElseGet(() -> Signed.with(signature.key(), Signed.State.SIGNED, ""));
    }

    private static Optional<Boolean> holds(SshSignature signature, Sums sums) throws MalformedSsh {
        try (InputStream content = sums.open()) {
            return signature.holds(content);
        } catch (MalformedSsh e) {
            throw e;
        } catch (IOException e) {
            return Optional.of(false);
        }
    }
}
