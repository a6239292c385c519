package ergodiag.bundle.sign;

import ergodiag.bundle.ssh.MalformedSsh;
import ergodiag.bundle.ssh.SshKey;
import ergodiag.bundle.ssh.UnusableKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose keys may sign, as the user's list says: the file {@code allowed_signers} of OpenSSH (ssh-keygen(1), ALLOWED SIGNERS).
 *
 * @param signers its lines
 * @param remarks what of it is not used, a sentence each
 */
public record AllowedSigners(List<AllowedSigner> signers, List<String> remarks) {
    public AllowedSigners {
        signers = List.copyOf(signers);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads the text of a list.
     *
     * @throws UnusableKey when a line of it is not understood
     */
    public static AllowedSigners of(String text) throws UnusableKey {
        List<AllowedSigner> signers = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                AllowedSigner signer = AllowedSigner.of(line);
                if (signer.authority()) {
                    remarks.add("line " + number
                            + ": authorities of certificates (cert-authority) are not used; name the keys themselves.");
                } else {
                    signers.add(signer);
                }
            } catch (MalformedSsh e) {
                throw new UnusableKey("line " + number + ": " + e.how(), e);
            }
        }
        return new AllowedSigners(signers, remarks);
    }

    /** What the list says of a good signature by this key: of its lines with the key the first that allows it counts. */
    Signed judged(SshKey key, Instant now) {
        Optional<String> refused = Optional.empty();
        for (AllowedSigner signer : signers) {
            if (signer.key().equals(key)) {
                Optional<String> why = signer.refusal(now);
                if (why.isEmpty()) {
                    return Signed.by(signer.principals(), key);
                }
                refused = refused.or(() -> why);
            }
        }
        return Signed.with(key, Signed.State.NOT_ALLOWED, refused.orElse("it is not among the allowed signers"));
    }
}
