package ergodiag.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The one place that decides which names may be parts of a path in a bundle. */
public final class SafePath {
    private static final Set<String> RESERVED = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");
    private static final int LONGEST_PART = 80;

    private SafePath() {}

    /**
     * Turns any text (a node name, a pid, an event name) into one part of a path that every file system takes: letters, digits and
     * {@code . - @ + _} stay, everything else becomes {@code _}. A name that had to be changed or shortened, or that Windows reserves, gets a
     * short hash so that two different names stay different; only a pid is recognisable without.
     */
    public static String part(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean keeps = c < 128
                    && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '@' || c == '+' || c == '_');
            safe.append(keeps ? (char) c : '_');
        });
        boolean pidLike = text.matches("<[0-9A-Fa-f]+(\\.[0-9]+)*>");
        String part = safe.toString();
        boolean changed = !part.equals(text) && !pidLike;
        if (!changed && part.length() <= LONGEST_PART && !part.startsWith(".") && isPortable(part)) {
            return part;
        }
        String head = part.length() > LONGEST_PART ? part.substring(0, LONGEST_PART) : part;
        return "_" + head.replaceAll("^\\.+|\\.+$", "_") + "_" + mark(text);
    }

    /** Eight hex digits that tell two texts apart. */
    static String mark(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }

    /** Whether a part of a path can be a file's name on every system; Windows takes no device names and no dot or blank at the end. */
    private static boolean isPortable(String part) {
        return !part.isEmpty()
                && !part.endsWith(".")
                && !part.endsWith(" ")
                && !RESERVED.contains(
                        part.toLowerCase(Locale.ROOT).split("\\.", 2)[0].strip());
    }

    /**
     * Checks a path that is to be written: as {@link #checked(String)}, and every part has to be a file's name on every system.
     *
     * @throws NotABundle when it is not such a path
     */
    static String writable(String path) {
        if (!isWritable(checked(path))) {
            throw new NotABundle("Writing the bundle: '" + printable(path)
                    + "' is not a name that every file system takes; this is a fault of the program that chose it.");
        }
        return path;
    }

    /** Whether {@link #writable(String)} lets the path pass. */
    static boolean isWritable(String path) {
        boolean writable = isSafe(path);
        for (String part : path.split("/")) {
            writable &= isPortable(part) && part.chars().noneMatch(c -> "<>\"|?*".indexOf(c) >= 0);
        }
        return writable;
    }

    /**
     * Checks a path that stands in a bundle: relative, {@code /} as separator, no empty, {@code .} or {@code ..} part, no drive, no
     * backslash, no control character.
     *
     * @throws NotABundle when the path could leave the bundle's folder
     */
    public static String checked(String path) {
        if (!isSafe(path)) {
            throw new NotABundle("Reading the bundle: the path '" + printable(path)
                    + "' would leave its folder; the file is damaged or not to be trusted.");
        }
        return path;
    }

    /** Whether {@link #checked(String)} lets the path pass. */
    static boolean isSafe(String path) {
        boolean bad = path.isEmpty()
                || path.startsWith("/")
                || path.contains("\\")
                || path.chars().anyMatch(c -> c < 32 || c == ':');
        for (String part : path.split("/", -1)) {
            bad = bad || part.isEmpty() || part.equals(".") || part.equals("..");
        }
        return !bad;
    }

    private static String printable(String path) {
        String shown = path.length() > 200 ? path.substring(0, 200) + "..." : path;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
