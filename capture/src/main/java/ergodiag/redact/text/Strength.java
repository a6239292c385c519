package ergodiag.redact.text;

/** How much the name of a key says about its value, from least to most. */
public enum Strength {
    /** Nothing: the value stays. */
    NONE,
    /** {@code key}, {@code code}: the value goes when it looks random. */
    FAINT,
    /** {@code signature}, {@code session}: it goes when it looks random or is a long number in hexadecimal digits. */
    MAYBE,
    /** {@code token}, {@code apiKey}: it goes unless it is an ordinary word or number. */
    LIKELY,
    /** {@code password}: it goes unless it only says something about the password. */
    SURE;

    Strength less() {
        return this == NONE ? NONE : values()[ordinal() - 1];
    }

    Strength or(Strength other) {
        return compareTo(other) >= 0 ? this : other;
    }

    boolean atLeast(Strength other) {
        return compareTo(other) >= 0;
    }
}
