package ergodiag.bundle.sign;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Integrity;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.UserError;
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
    /** An honest one with the longest key is a tenth of it. */
    private static final int LONGEST = 64 << 10;

    /**
     * Who signed it.
     *
     * @throws UserError when a signature that the user named is not there
     */
    public Signed of(Bundle bundle) {
        Path place = file.orElseGet(
                () -> Signed.beside(bundle.path().toAbsolutePath().normalize()));
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            if (file.isPresent()) {
                throw new UserError("Reading --signature " + place + ": there is no such file; check the path.");
            }
            return allowed.isPresent() ? Signed.not(Signed.State.MISSING, "") : Signed.NOBODY;
        }
        try {
            return judged(SshSignature.read(text(place)), bundle);
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

    private Signed judged(SshSignature signature, Bundle bundle) throws MalformedSsh {
        if (!signature.namespace().equals(Signed.PURPOSE)) {
            return Signed.with(signature.key(), Signed.State.OTHER_PURPOSE, "");
        }
        Optional<Boolean> holds = holds(signature, bundle);
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

    private static Optional<Boolean> holds(SshSignature signature, Bundle bundle) throws MalformedSsh {
        if (!bundle.files().contains(Integrity.SUMS)) {
            return Optional.of(false);
        }
        try (InputStream sums = bundle.open(Integrity.SUMS)) {
            return signature.holds(sums);
        } catch (MalformedSsh e) {
            throw e;
        } catch (IOException | NotABundle e) {
            return Optional.of(false);
        }
    }
}
