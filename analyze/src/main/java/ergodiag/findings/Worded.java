package ergodiag.findings;

import java.util.Locale;

/** An enum whose constants have a word each in {@code findings.json} and reports: their name in small letters. */
public interface Worded {
    /** As {@link Enum#name()}. */
    String name();

    /** Its word in {@code findings.json}. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
