package ergodiag.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One thing that was done to make a bundle what it is: a line of its custody log. A copy has the lines of what it was made from, and one more.
 *
 * @param did what, a {@linkplain Did#word() word}; a later version may know others
 * @param at when, by the clock of the machine where it was done
 * @param version of the ergodiag that did it
 * @param from the sum of the file it was made from, as {@code sha256sum} prints it; empty for a capture, and where it was made from a folder
 * @param by who did it, as they said; empty where nobody said. The name of the machine's user is not taken
 */
public record CustodyEntry(
        String did,
        Instant at,
        String version,

        @JsonProperty("from_sha256") @JsonInclude(Include.NON_ABSENT)
        Optional<String> from,

        @JsonInclude(Include.NON_ABSENT) Optional<String> by) {

    /** What is done to bundles. */
    public enum Did {
        /** The cluster was asked. */
        CAPTURED,
        /** The folder of a capture that was killed was closed. */
        RECOVERED,
        /** A copy with more taken out. */
        REDACTED,
        /** An excerpt: the evidence of some findings. */
        EXCERPTED;

        /** Its word in the manifest. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something that was done by this program. */
    public static CustodyEntry of(Did did, Instant at, String version, Optional<String> from, Optional<String> by) {
        return new CustodyEntry(did.word(), at, version, from, by);
    }

    /** The same with every text that a person wrote changed. */
    CustodyEntry changed(UnaryOperator<String> text) {
        return new CustodyEntry(did, at, version, from, by.map(text));
    }

    /** For people: {@code redacted 2026-11-28T18:00:00Z by Ann with ergodiag 0.1.0, from the file with the SHA-256 ...}. */
    public String words() {
        return did + " " + at + by.map(who -> " by " + who).orElse("") + " with ergodiag " + version
                + from.map(sum -> ", from the file with the SHA-256 " + sum).orElse("");
    }
}
