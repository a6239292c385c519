package ergodiag.redact.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys between a line that says BEGIN and one that says END, as PEM and PGP have them: in one line or over as many as they take. Text that
 * only speaks of such a line takes nothing with it.
 */
final class Armor {
    private static final String SECRET =
            "(?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|PGP MESSAGE|[A-Z0-9 ]{0,40}SEED|[A-Z0-9 ]{0,40}SECRET[A-Z0-9 ]{0,40}|AGE ENCRYPTED FILE)";
    private static final Pattern BEGIN = Pattern.compile("-{4,5} ?BEGIN " + SECRET + " ?-{4,5}");
    private static final Pattern END = Pattern.compile("-{4,5} ?END " + SECRET + " ?-{4,5}");

    /** A line inside: Base64, or one of the headers that may come first. */
    private static final Pattern INSIDE = Pattern.compile(
            "[\\s\"'+,\\\\>|#*]{0,40}+(?:[A-Za-z0-9+/=]{1,4000}+|(?:Proc-Type|DEK-Info|Comment|Version|Hash|Charset): .*)?[\\s\"',\\\\+]{0,20}");

    private static final Pattern PUBLIC =
            Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}(?:CERTIFICATE|PUBLIC KEY)[A-Z0-9 ]{0,20}-----\\s*$");
    private static final Pattern RUN = Pattern.compile("\\s{0,40}+(?:[A-Za-z0-9+/=]{16,4000}+)?\\s{0,20}");

    private static final Pattern PUTTY = Pattern.compile("^\\s{0,20}Private-(?:Lines: (\\d{1,4})|MAC: (\\S{1,200}))");
    /** All lines but the last have this many characters at least. */
    private static final int SHORTEST_LINE = 16;

    private static final int FURTHEST_BACK = 1_000;

    private boolean open;

    /** Whether what anybody may know is open: a certificate, a public key. */
    private boolean publicly;

    private int left;

    /** Adds what of this line is part of a key. @return whether the whole line is */
    boolean find(String text, int start, int end, Found found) {
        String line = text.substring(start, end);
        if (left > 0) {
            left--;
            return whole(line, start, found);
        }
        boolean dashes = line.contains("----");
        if (publicly) {
            publicly = !dashes && INSIDE.matcher(line).matches();
            return publicly;
        }
        if (open) {
            Matcher close = END.matcher(line);
            if (dashes && close.find()) {
                open = false;
                found.add(start + Blanks.after(line, 0), start + close.start(), SecretKind.PRIVATE_KEY);
                return false;
            }
            open = INSIDE.matcher(line).matches();
            return open && whole(line, start, found);
        }
        if (dashes) {
            publicly = PUBLIC.matcher(line).find();
            dashed(text, start, line, found);
        } else if (line.contains("Private-")) {
            putty(line, start, found);
        }
        return false;
    }

    private void dashed(String text, int start, String line, Found found) {
        Matcher begin = BEGIN.matcher(line);
        Matcher close = END.matcher(line);
        int at = 0;
        while (begin.find(at)) {
            if (close.find(begin.end())) {
                found.add(start + begin.end(), start + close.start(), SecretKind.PRIVATE_KEY);
                at = close.end();
            } else {
                String rest = line.substring(begin.end());
                open = INSIDE.matcher(rest).matches();
                if (open) {
                    found.add(start + begin.end(), start + line.length(), SecretKind.PRIVATE_KEY);
                } else {
                    first(rest, start + begin.end(), found);
                }
                return;
            }
        }
        if (at == 0
                && close.find(0)
                && RUN.matcher(line.substring(0, close.start())).matches()) {
            back(text, start, found);
            found.add(start + Blanks.after(line, 0), start + close.start(), SecretKind.PRIVATE_KEY);
        }
    }

    /** The piece of Base64 that follows at once. */
    private static void first(String rest, int start, Found found) {
        int from = 0;
        while (from < rest.length()
                && (Blanks.is(rest.charAt(from))
                        || rest.charAt(from) == '\\'
                        || rest.startsWith("n", from) && from > 0 && rest.charAt(from - 1) == '\\')) {
            from++;
        }
        int to = from;
        while (to < rest.length()
                && (Character.isLetterOrDigit(rest.charAt(to)) || "+/=\\".indexOf(rest.charAt(to)) >= 0)) {
            to++;
        }
        if (to - from >= 8 && !Values.plain(rest.substring(from, to))) {
            found.add(start + from, start + to, SecretKind.PRIVATE_KEY);
        }
    }

    /** The lines before an END whose BEGIN was cut off. */
    private static void back(String text, int start, Found found) {
        int end = start - 1;
        for (int lines = 0; lines < FURTHEST_BACK && end > 0; lines++) {
            int from = text.lastIndexOf('\n', end - 1) + 1;
            String line = text.substring(from, end);
            boolean part = lines == 0
                    ? INSIDE.matcher(line).matches()
                    : INSIDE.matcher(line).matches() && line.strip().length() >= SHORTEST_LINE;
            if (line.isBlank() || !part) {
                return;
            }
            whole(line, from, found);
            end = from - 1;
        }
    }

    private void putty(String line, int start, Found found) {
        Matcher putty = PUTTY.matcher(line);
        if (putty.find()) {
            if (putty.group(1) != null) {
                left = Integer.parseInt(putty.group(1));
            } else {
                found.add(start + putty.start(2), start + putty.end(2), SecretKind.PRIVATE_KEY);
            }
        }
    }

    private static boolean whole(String line, int start, Found found) {
        String bare = line.strip();
        if (!bare.isEmpty()) {
            int from = start + Blanks.after(line, 0);
            found.add(from, from + bare.length(), SecretKind.PRIVATE_KEY);
        }
        return true;
    }
}
