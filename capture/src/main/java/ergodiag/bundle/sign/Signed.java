package ergodiag.bundle.sign;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import ergodiag.bundle.ssh.SshKey;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be said of who signed a bundle. The signature is one over its {@code SHA256SUMS}: that its other files are those that were signed is told by
 * their sums.
 *
 * @param state how that went
 * @param by whose signature it is; empty where that cannot be said
 * @param detail what more there is to say; "" for nothing
 */
public record Signed(State state, Optional<Signer> by, String detail) {
    /** The purpose of signatures of bundles, SSHSIG's namespace: one that was made for another does not count. */
    public static final String PURPOSE = "ergodiag-bundle";

    /** What the name of a signature ends with, and that of a sealed bundle. */
    private static final String END = ".sig";

    private static final String SEALED = ".age";

    /** Nobody signed it, and nobody expected it. */
    public static final Signed NOBODY = new Signed(State.UNSIGNED, Optional.empty(), "");

    /**
     * A key that signed, and whose it is.
     *
     * @param type kind of the key, {@code ssh-ed25519}
     * @param fingerprint as {@code ssh-keygen -l} prints it
     * @param principal whose key it is, as the user's list of signers says; empty when the user gave none
     */
    public record Signer(
            String type,
            String fingerprint,
            @JsonInclude(Include.NON_ABSENT) Optional<String> principal) {
        /** {@code the key SHA256:... (ssh-ed25519)}. */
        String key() {
            return "the key " + fingerprint + " (" + type + ")";
        }

        /** {@code signed by ann@example.com, with the key SHA256:... (ssh-ed25519)}. */
        public String words() {
            return principal
                    .map(owner -> "signed by " + owner + ", with " + key())
                    .orElseGet(() -> "signed with " + key() + "; nobody said whose key that is");
        }
    }

    /** How a look for a signature can end. Its lower-case name is its word in our formats. */
    public enum State {
        /** There is no signature. */
        UNSIGNED(true, "not signed: whoever alters it can alter its sums as well"),
        /** It is signed; where the user gave a list of signers, by one of them. */
        SIGNED(true, "signed"),
        /** Signers were named, and there is no signature. */
        MISSING(false, "it is not signed, and was to be signed by one of the allowed signers"),
        /** The list of sums is another one. */
        MISMATCH(false, "its signature does not match SHA256SUMS, so that the sums in it prove nothing"),
        /** Signed with this key, but not as a bundle. */
        OTHER_PURPOSE(false, "its signature was made for another purpose than to sign a bundle"),
        /** Signed by somebody, but by nobody the user allows. */
        NOT_ALLOWED(false, "it is signed with a key that is not allowed to sign it"),
        /** What stands there is no signature. */
        MALFORMED(false, "what should be its signature is none"),
        /** The kind of key is not known here. */
        UNKNOWN_KIND(false, "whether its signature is good cannot be told here");

        private final boolean acceptable;
        private final String words;

        State(boolean acceptable, String words) {
            this.acceptable = acceptable;
            this.words = words;
        }

        /** Whether nothing speaks against the bundle. */
        public boolean isAcceptable() {
            return acceptable;
        }

        /** What it means, as a part of a sentence. */
        public String words() {
            return words;
        }
    }

    /** Where the signature of a bundle stands. It signs the content, and so is the same for the bundle when it is sealed. */
    public static Path beside(Path bundle) {
        String name = String.valueOf(bundle.getFileName());
        boolean sealed = name.toLowerCase(Locale.ROOT).endsWith(SEALED);
        return bundle.resolveSibling((sealed ? name.substring(0, name.length() - SEALED.length()) : name) + END);
    }

    /** Nothing can be said of who signed, and why. */
    static Signed not(State state, String detail) {
        return new Signed(state, Optional.empty(), detail);
    }

    /** The key that did, or is said to have done so. */
    static Signed with(SshKey key, State state, String detail) {
        return new Signed(state, Optional.of(new Signer(key.type(), key.fingerprint(), Optional.empty())), detail);
    }

    /** Signed by somebody whose key it is. */
    static Signed by(String principal, SshKey key) {
        return new Signed(
                State.SIGNED, Optional.of(new Signer(key.type(), key.fingerprint(), Optional.of(principal))), "");
    }

    /** Whether nothing speaks against the bundle. */
    public boolean isAcceptable() {
        return state.isAcceptable();
    }

    /** For people, a part of a sentence: {@code signed by ann@example.com, with the key SHA256:... (ssh-ed25519)}. */
    public String words() {
        if (state == State.SIGNED) {
            return by.map(Signer::words).orElse(state.words());
        }
        return state.words()
                + (detail.isEmpty() ? "" : " (" + detail + ")")
                + by.map(signer -> "; it names " + signer.key()).orElse("");
    }
}
