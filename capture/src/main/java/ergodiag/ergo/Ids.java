package ergodiag.ergo;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of processes, aliases, events and names in all forms that Ergo writes. Up to 3.2, and inside texts later too, the node stands in
 * them as a checksum: {@code <1B30E9C5.0.1041>}, {@code Alias#<1B30E9C5.1.2.3>}, {@code Event#<1B30E9C5:ticks>}. An Observer writes the
 * node's name: {@code node1@localhost:1041.1795809671}, {@code node1@localhost:1.2.3.1795809671}, {@code node1@localhost:ticks}.
 *
 * <p>Two ids are the same thing when {@link Id#checksum} and {@link Id#rest} agree. The last number of the newer form is the second in
 * which the node started; the older form does not tell it.
 */
public final class Ids {
    private static final int POLYNOMIAL = 0xD5828281;
    private static final int[] TABLE = table();

    private static final Pattern OLD =
            Pattern.compile("(?:(?:Alias|Ref|Event)#)?<([0-9A-F]{8})(?:\\.([0-9.]+)|:'?(.*?)'?)>", Pattern.DOTALL);
    private static final Pattern NEW = Pattern.compile("([^@:<>]+@[^@:<>]+):(.+)", Pattern.DOTALL);
    private static final Pattern HALVES = Pattern.compile("(\\d{1,10})\\.(\\d{1,10})");
    private static final Pattern THREE = Pattern.compile("\\d{1,20}\\.\\d{1,20}\\.\\d{1,20}");
    private static final Pattern WITH_CREATION =
            Pattern.compile("(\\d{1,20}(?:\\.\\d{1,20}\\.\\d{1,20})?)\\.(\\d{1,18})");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

    private Ids() {}

    /** What an id is of. */
    public enum Kind {
        PROCESS,
        /** An alias or a reference, which the newer form does not tell apart. */
        ALIAS,
        /** An event, or a process by its name, which the newer form does not tell apart. */
        NAME
    }

    /**
     * An id, whichever way it was written.
     *
     * @param kind what it is of
     * @param checksum of the name of its node
     * @param rest the number of a process, the three numbers of an alias with dots between, or the name
     * @param creation the second of Unix time in which the node started; empty in the older form, and for names
     */
    public record Id(Kind kind, String checksum, String rest, OptionalLong creation) {

        /** The number of a process; empty for anything else. */
        public OptionalLong number() {
            return kind == Kind.PROCESS && DIGITS.matcher(rest).matches()
                    ? OptionalLong.of(Long.parseLong(rest))
                    : OptionalLong.empty();
        }

        /** Whether both are the same thing: of one life of the node, as far as they tell. */
        public boolean matches(Id other) {
            return kind == other.kind
                    && checksum.equals(other.checksum)
                    && rest.equals(other.rest)
                    && (creation.isEmpty() || other.creation.isEmpty() || creation.equals(other.creation));
        }
    }

    /** Reads an id in any of its forms; empty for any other text. */
    public static Optional<Id> of(String text) {
        Matcher old = OLD.matcher(text);
        if (old.matches()) {
            return old.group(3) == null
                    ? numbered(old.group(1), old.group(2))
                    : Optional.of(new Id(Kind.NAME, old.group(1), old.group(3), OptionalLong.empty()));
        }
        Matcher now = NEW.matcher(text);
        if (!now.matches()) {
            return Optional.empty();
        }
        String checksum = checksum(now.group(1));
        Matcher numbers = WITH_CREATION.matcher(now.group(2));
        if (!numbers.matches()) {
            return Optional.of(new Id(Kind.NAME, checksum, now.group(2), OptionalLong.empty()));
        }
        String rest = numbers.group(1);
        return Optional.of(new Id(
                rest.indexOf('.') < 0 ? Kind.PROCESS : Kind.ALIAS,
                checksum,
                rest,
                OptionalLong.of(Long.parseLong(numbers.group(2)))));
    }

    private static Optional<Id> numbered(String checksum, String numbers) {
        Matcher halves = HALVES.matcher(numbers);
        if (halves.matches()) {
            long high = Long.parseLong(halves.group(1));
            long low = Long.parseLong(halves.group(2));
            return Optional.of(
                    new Id(Kind.PROCESS, checksum, Long.toUnsignedString((high << 32) + low), OptionalLong.empty()));
        }
        return THREE.matcher(numbers).matches()
                ? Optional.of(new Id(Kind.ALIAS, checksum, numbers, OptionalLong.empty()))
                : Optional.empty();
    }

    /** Whether two texts are ids of the same thing, each in any form. */
    public static boolean same(String one, String other) {
        return one.equals(other)
                || of(one).flatMap(first -> of(other).map(first::matches)).orElse(false);
    }

    /** The id of a process as texts, labels and log messages write it in every version; another text as it is. */
    public static String inTexts(String id) {
        return id.startsWith("<")
                ? id
                : of(id).filter(it -> it.number().isPresent())
                        .map(it -> ofChecksum(it.checksum(), it.number().getAsLong()))
                        .orElse(id);
    }

    /** The older form of a process of that node: {@code <1B30E9C5.0.1041>}. */
    public static String shortForm(String node, long id) {
        return ofChecksum(checksum(node), id);
    }

    private static String ofChecksum(String checksum, long id) {
        return "<" + checksum + "." + (id >>> 32) + "." + (id & 0xffffffffL) + ">";
    }

    /**
     * The checksum of a node's name that stands for the node in ids: eight hex digits, upper case. The polynomial is that of {@code
     * gen/types.go} of the framework.
     */
    public static String checksum(String node) {
        int crc = -1;
        for (byte b : node.getBytes(StandardCharsets.UTF_8)) {
            crc = TABLE[(crc ^ b) & 0xff] ^ (crc >>> 8);
        }
        return String.format(Locale.ROOT, "%08X", ~crc);
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
            }
            table[i] = crc;
        }
        return table;
    }
}
