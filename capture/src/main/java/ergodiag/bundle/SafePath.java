package ergodiag.bundle;

import java.util.Locale;
import java.util.Set;

/** The one place that decides which names may be parts of a path in a bundle. */
public final class SafePath {
    private static final Set<String> RESERVED = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");
    private static final int LONGEST_PART = 120;

    private SafePath() {}

    /**
     * Turns any text (a node name, a pid, an event name) into one part of a path that every file system takes: letters, digits and
     * {@code . - @ +} stay, everything else becomes {@code _}. A name that had to be shortened or that Windows reserves gets a short hash
     * so that two different names stay different.
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
        boolean awkward = part.isEmpty()
                || part.startsWith(".")
                || part.endsWith(".")
                || RESERVED.contains(part.toLowerCase(Locale.ROOT).split("\\.", 2)[0])
                || part.length() > LONGEST_PART;
        if (!changed && !awkward) {
            return part;
        }
        String head = part.length() > LONGEST_PART ? part.substring(0, LONGEST_PART) : part;
        return "_" + head.replaceAll("^\\.+|\\.+$", "_") + "_" + Integer.toHexString(text.hashCode());
    }

    /**
     * Checks a path that stands in a bundle: relative, {@code /} as separator, no empty, {@code .} or {@code ..} part, no drive, no
     * backslash, no control character.
     *
     * @throws NotABundle when the path could leave the bundle's folder
     */
    public static String checked(String path) {
        boolean bad = path.isEmpty()
                || path.startsWith("/")
                || path.contains("\\")
                || path.chars().anyMatch(c -> c < 32 || c == ':');
        for (String part : path.split("/", -1)) {
            bad = bad || part.isEmpty() || part.equals(".") || part.equals("..");
        }
        if (bad) {
            throw new NotABundle("Reading the bundle: the path '" + printable(path)
                    + "' would leave its folder; the file is damaged or not to be trusted.");
        }
        return path;
    }

    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }
}
