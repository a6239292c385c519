package ergodiag.bundle;

import ergodiag.bundle.archive.EntryPath;
import ergodiag.bundle.archive.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one place that decides which names may be parts of a path in a bundle, and how long they may be. A bundle is unpacked on Windows too, which
 * takes paths of 259 characters; {@code FORMAT.md} has the sum of the lengths below.
 */
public final class SafePath {
    private static final Set<String> RESERVED = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");
    /** Of the root folder inside the file. */
    static final int LONGEST_ROOT = 52;
    /** Of the name of the cluster, in the name of the file. */
    public static final int LONGEST_LABEL = 26;
    /** Of a node's folder. */
    static final int LONGEST_PART = 40;
    /** Of a file's name, its end included. */
    static final int LONGEST_FILE = 57;

    /** Of the end of a long name of a root folder that stays: time and {@code -evidence}. */
    private static final int ROOT_END = 25;
    /** Of a mark and what it is set off by. */
    private static final int MARK = 9;

    private static final Pattern PID = Pattern.compile("<[0-9A-Fa-f]+(\\.[0-9]+)*>");

    private SafePath() {}

    /**
     * Turns any text (a node name, a pid, an event name) into one part of a path that every file system takes: letters, digits and
     * {@code . - @ + _} stay, everything else becomes {@code _}. A name that had to be changed or shortened, or that Windows reserves, gets a
     * short hash so that two different names stay different; only a pid is recognisable without.
     */
    public static String part(String text) {
        return part(text, LONGEST_PART);
    }

    /** The same, of at most that many characters. */
    public static String part(String text, int longest) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean keeps = c < 128
                    && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '@' || c == '+' || c == '_');
            safe.append(keeps ? (char) c : '_');
        });
        boolean pidLike = PID.matcher(text).matches();
        String part = safe.toString();
        boolean changed = !part.equals(text) && !pidLike;
        if (!changed && part.length() <= longest && !part.startsWith(".") && isPortable(part)) {
            return part;
        }
        String head = head(part, longest - 1 - MARK);
        return "_" + head.replaceAll("^\\.+|\\.+$", "_") + "_" + mark(text);
    }

    /**
     * A file's name: beginning, words, end, with dots between them. Where it would be too long the longest word is made shorter, so that the others
     * are told by sight.
     *
     * @param end with the dot or dash it begins with
     */
    public static String file(String begin, List<String> words, String end) {
        int room = LONGEST_FILE - begin.length() - end.length() - words.size();
        int all = words.stream().mapToInt(String::length).sum();
        int longest = words.stream().mapToInt(String::length).max().orElse(0);
        int most = words.isEmpty() ? 0 : Math.max(room / words.size(), room - (all - longest));
        return begin + words.stream().map(word -> "." + part(word, most)).collect(Collectors.joining()) + end;
    }

    /** The name of a file of the user's; what it ends with stays, so that the programs that read such files know it. */
    public static String file(String text) {
        int dot = text.lastIndexOf('.');
        boolean ends = dot > 0 && text.substring(dot).matches("\\.[A-Za-z0-9]{1,8}");
        String whole = part(text, LONGEST_FILE);
        return !ends || whole.equals(text)
                ? whole
                : part(text.substring(0, dot), LONGEST_FILE - (text.length() - dot)) + text.substring(dot);
    }

    /** Whether a text can be a part of a path as it is, but for its length. */
    public static boolean isPart(String text) {
        return part(text, text.length()).equals(text);
    }

    /** The name of a root folder for a file's name without its end: the same, unless that is too long; then its middle is a mark. */
    static String root(String name) {
        return name.length() <= LONGEST_ROOT
                ? name
                : head(name, LONGEST_ROOT - ROOT_END - MARK - 1) + "_" + mark(name) + "_"
                        + name.substring(name.length() - ROOT_END);
    }

    /**
     * A name that is told apart from one that differs from it only in case, and no longer for it than it may be.
     *
     * @param file whether it is a file's, whose end stays
     */
    static String marked(String part, boolean file) {
        int dot = file ? part.lastIndexOf('.') : -1;
        String end = dot < 0 ? "" : part.substring(dot);
        String begin = dot < 0 ? part : part.substring(0, dot);
        return head(begin, (file ? LONGEST_FILE : LONGEST_PART) - MARK - end.length()) + "_" + mark(part) + end;
    }

    private static String head(String text, int longest) {
        return text.substring(0, Math.max(0, Math.min(longest, text.length())));
    }

    /** Eight hex digits that tell two texts apart. */
    private static String mark(String text) {
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
            throw new NotABundle("Writing the bundle: '" + EntryPath.printable(path)
                    + "' is not a name that every file system takes; this is a fault of the program that chose it.");
        }
        return path;
    }

    /** Whether {@link #writable(String)} lets the path pass. */
    static boolean isWritable(String path) {
        boolean writable = EntryPath.isSafe(path);
        for (String part : path.split("/")) {
            writable &= isPortable(part) && part.chars().noneMatch(c -> "<>\"|?*".indexOf(c) >= 0);
        }
        return writable;
    }

    /**
     * Checks a path that stands in a bundle: {@link EntryPath#isSafe}.
     *
     * @throws NotABundle when the path could leave the bundle's folder
     */
    public static String checked(String path) {
        if (!EntryPath.isSafe(path)) {
            throw new NotABundle("Reading the bundle: the path '" + EntryPath.printable(path)
                    + "' would leave its folder; the file is damaged or not to be trusted.");
        }
        return path;
    }
}
