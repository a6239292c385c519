package ergodiag.bundle.sign;

import ergodiag.bundle.UserError;
import ergodiag.bundle.ssh.MalformedSsh;
import ergodiag.bundle.ssh.SshKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int LONGEST = 4 << 20;

    public AllowedSigners {
        signers = List.copyOf(signers);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads a list.
     *
     * @throws UserError when it cannot be read, or a line of it is not understood
     */
    public static AllowedSigners of(Path file) {
        String doing = "Reading --allowed-signers " + file;
        List<AllowedSigner> signers = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        List<String> lines = lines(file, doing);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = doing + ", line " + (i + 1);
            try {
                AllowedSigner signer = AllowedSigner.of(line);
                if (signer.authority()) {
                    remarks.add(where + ": authorities of certificates (cert-authority) are not used; name the keys"
                            + " themselves.");
                } else {
                    signers.add(signer);
                }
            } catch (MalformedSsh e) {
                throw new UserError(
                        where + ": " + e.how()
                                + "; a line is PRINCIPALS [OPTIONS] KEYTYPE KEY, as ssh-keygen(1) has it.",
                        e);
            }
        }
        return new AllowedSigners(signers, remarks);
    }

    private static List<String> lines(Path file, String doing) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file) || Files.size(file) > LONGEST) {
                throw new UserError(doing + ": it is no list of signers; give a file of lines PRINCIPALS [OPTIONS]"
                        + " KEYTYPE KEY, as ssh-keygen(1) has it.");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UserError(
                    doing + ": the file cannot be read (" + e.getMessage() + "); check the path and the rights.", e);
        }
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
