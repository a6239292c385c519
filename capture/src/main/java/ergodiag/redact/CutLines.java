package ergodiag.redact;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a text, with those put together that a container runtime cut after 16 KB: {@code 2026-11-27T10:00:00.0Z stdout P half} and
 * {@code ... stdout F of it}. Of a secret across the cut neither half would be known.
 */
final class CutLines implements JsonInText.More {
    /** Time, stream, whether the line is cut (P) or ends (F), and what was said. */
    private static final Pattern LINE =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[\\d:.+-]{8,30}Z? )(stdout|stderr) ([PF]) ([^\\r\\n]*)\\R?");

    private final JsonInText.More lines;
    private final int longest;
    private String next = "";

    /** @param longest no more characters are put together */
    CutLines(JsonInText.More lines, int longest) {
        this.lines = lines;
        this.longest = longest;
    }

    @Override
    public String line() throws IOException {
        String line = next.isEmpty() ? lines.line() : next;
        next = "";
        if (line.indexOf(" P ") < 0) {
            return line;
        }
        Matcher first = LINE.matcher(line);
        return first.matches() && first.group(3).equals("P") ? whole(first) : line;
    }

    private String whole(Matcher first) throws IOException {
        StringBuilder said = new StringBuilder(first.group(4));
        String flag = "P";
        while (flag.equals("P") && said.length() < longest) {
            String line = lines.line();
            Matcher more = LINE.matcher(line);
            if (!more.matches() || !more.group(2).equals(first.group(2))) {
                next = line;
                break;
            }
            said.append(more.group(4));
            flag = more.group(3);
        }
        return first.group(1) + first.group(2) + " " + flag + " " + said + "\n";
    }
}
