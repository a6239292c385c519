package ergodiag.bundle;

import ergodiag.bundle.seal.Seal;
import ergodiag.bundle.sign.SigningKey;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a bundle is wrapped in when it is written.
 *
 * @param seal for whom it is sealed
 * @param signer with which key it is signed; empty for none
 */
public record Wrapping(Seal seal, Optional<SigningKey> signer) {
    /** For everybody to read. */
    public static final Wrapping PLAIN = new Wrapping(Seal.NONE, Optional.empty());

    /** The same, sealed for others. */
    public Wrapping sealed(Seal other) {
        return new Wrapping(other, signer);
    }

    /**
     * The name of a bundle so wrapped: one that is sealed ends with {@code .age}, and no other does.
     *
     * @throws UserError when the name says that it is sealed, and it is not
     */
    public Path named(Path target) {
        String name = String.valueOf(target.getFileName());
        boolean saysSealed = name.toLowerCase(Locale.ROOT).endsWith(Seal.END);
        if (saysSealed && seal.isNone()) {
            throw new UserError(
                    "Reading --out: '" + name + "' ends like a sealed bundle, but nothing says for whom to seal it;"
                            + " say it with --encrypt-to, or leave " + Seal.END + " out.");
        }
        return seal.isNone() || saysSealed ? target : target.resolveSibling(name + Seal.END);
    }
}
