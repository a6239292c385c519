package ergodiag.bundle.seal;

/** What a sealed file begins with, plain or in armor. */
final class Beginning {
    private static final String PLAIN = "age-encryption.org/";
    private static final String ARMORED = "-----BEGIN AGE ENCRYPTED FILE-----";

    /** So many bytes tell, also with some blank lines before them. */
    static final int BYTES = 64;

    private Beginning() {}

    /** Whether a text begins so. */
    static boolean isOf(String text) {
        return text.startsWith(PLAIN) || isArmored(text);
    }

    /** Whether it begins with the first line of armor. */
    static boolean isArmored(String text) {
        return text.stripLeading().startsWith(ARMORED);
    }
}
