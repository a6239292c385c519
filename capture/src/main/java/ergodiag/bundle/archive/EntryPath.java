package ergodiag.bundle.archive;

/** Which paths may stand in a bundle. */
public final class EntryPath {
    private static final int SHOWN = 200;

    private EntryPath() {}

    /**
     * Whether a path stays in the folder of the bundle: relative, {@code /} as separator, no empty, {@code .} or {@code ..} part, no drive, no
     * backslash, no control character.
     */
    public static boolean isSafe(String path) {
        boolean bad = path.isEmpty()
                || path.startsWith("/")
                || path.contains("\\")
                || path.chars().anyMatch(c -> c < 32 || c == ':');
        for (String part : path.split("/", -1)) {
            bad = bad || part.isEmpty() || part.equals(".") || part.equals("..");
        }
        return !bad;
    }

    /** Such a path for a sentence: cut where it is very long, without control characters. */
    public static String printable(String path) {
        String shown = path.length() > SHOWN ? path.substring(0, SHOWN) + "..." : path;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
