package ergodiag.redact;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The lines of a text that may begin in the midst of a private key, because what stood before was cut off: an END without a BEGIN takes along the lines of
 * the key that stand before it.
 */
final class KeyTail implements JsonInText.More {
    /** The longest keys have fewer lines, and fewer characters. */
    private static final int MOST_LINES = 400;

    private static final int MOST_CHARACTERS = 1 << 16;

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY");
    private static final Pattern END = Pattern.compile("-----END [A-Z0-9 ]{0,40}PRIVATE KEY");

    private static final String BEFORE = "(?:.*[\\s\"'>|]|)";
    private static final String AFTER = "={0,2}(?:\\\\n)?[\"']?\\s*";

    /** A line of a key: what a log puts before it and a run of Base64, or a header of the key. */
    private static final Pattern OF_KEY = Pattern.compile(
            BEFORE + "[A-Za-z0-9+/]{16,76}" + AFTER + "|" + BEFORE + "(?:Proc-Type|DEK-Info): [A-Z0-9,a-z-]+\\s*");

    /** The last one may be short, behind others. */
    private static final Pattern LAST_OF_KEY = Pattern.compile(BEFORE + "[A-Za-z0-9+/]{1,76}" + AFTER);

    private final JsonInText.More lines;
    private final UnaryOperator<String> words;
    private final Deque<String> first = new ArrayDeque<>();
    private boolean begun;

    /** @param words what stands in the place of a line of a key */
    KeyTail(JsonInText.More lines, UnaryOperator<String> words) {
        this.lines = lines;
        this.words = words;
    }

    @Override
    public String line() throws IOException {
        if (!begun) {
            begun = true;
            begin();
        }
        return first.isEmpty() ? lines.line() : first.pop();
    }

    private void begin() throws IOException {
        List<String> ahead = new ArrayList<>();
        int characters = 0;
        while (ahead.size() < MOST_LINES && characters < MOST_CHARACTERS) {
            String line = lines.line();
            if (line.isEmpty()) {
                break;
            }
            ahead.add(line);
            characters += line.length();
            if (BEGIN.matcher(line).find()) {
                break;
            }
            if (END.matcher(line).find()) {
                cut(ahead);
                break;
            }
        }
        first.addAll(ahead);
    }

    private void cut(List<String> ahead) {
        Pattern expected = LAST_OF_KEY;
        for (int i = ahead.size() - 2; i >= 0; i--) {
            String line = ahead.get(i);
            boolean blank = line.isBlank() && i > 0 && line(ahead, i - 1, OF_KEY);
            boolean follows = expected.equals(OF_KEY) || line(ahead, i, OF_KEY) || i > 0 && line(ahead, i - 1, OF_KEY);
            if (!blank && !(follows && line(ahead, i, expected))) {
                return;
            }
            ahead.set(i, blank ? line : words.apply(line.strip()) + "\n");
            expected = OF_KEY;
        }
    }

    private static boolean line(List<String> ahead, int at, Pattern expected) {
        return expected.matcher(ahead.get(at)).matches();
    }
}
