package ergodiag.capture.cli;

import ergodiag.bundle.foreign.ForeignText;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Standard output or error as commands print to it. Much of what they print others wrote (nodes, servers, whoever made a bundle), and a
 * terminal obeys what it is shown: so nothing passes that does something instead of being seen, and what is printed as one line is one
 * line. Our own colours and movements ({@link #own}) bear a mark that nobody else can know.
 */
public final class SafeWriter extends PrintWriter {
    /** Made when it is needed: to begin with random numbers takes as long as to read the command line. */
    private static final class Mark {
        static final String WORD =
                HexFormat.of().toHexDigits(new SecureRandom().nextLong()).toLowerCase(Locale.ROOT);
    }

    private final PrintWriter to;
    private final BooleanSupplier terminal;

    private SafeWriter(PrintWriter to, BooleanSupplier terminal) {
        super(to, true);
        this.to = to;
        this.terminal = terminal;
    }

    /** @param terminal whether a person sees what is written there */
    public static SafeWriter of(PrintWriter to, BooleanSupplier terminal) {
        return to instanceof SafeWriter safe ? safe : new SafeWriter(to, terminal);
    }

    /** Text of ours whose control characters are meant. */
    static String own(String text) {
        StringBuilder marked = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            marked.append((char) c);
            if (c < ' ') {
                marked.append(Mark.WORD);
            }
        });
        return marked.toString();
    }

    /** Prints a text of several lines, all of them ours. */
    public static void lines(PrintWriter out, String text) {
        String safe =
                text.lines().map(line -> safe(line) + System.lineSeparator()).collect(Collectors.joining());
        if (out instanceof SafeWriter writer) {
            writer.to.print(safe);
            writer.to.flush();
        } else {
            out.print(safe);
        }
    }

    /** Where to write what is asked for as it is; empty where that is a terminal. */
    public Optional<PrintWriter> asItIs() {
        return terminal.getAsBoolean() ? Optional.empty() : Optional.of(to);
    }

    /** Where the program itself writes: what of it has colours has none of others' words. */
    PrintWriter unguarded() {
        return to;
    }

    @Override
    public void write(int c) {
        write(Character.toString(c));
    }

    @Override
    public void write(char[] text, int offset, int length) {
        write(new String(text, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) {
        String safe = safe(text.substring(offset, offset + length));
        super.write(safe, 0, safe.length());
    }

    private static String safe(String text) {
        // It stands behind what does something, and nowhere else.
        int own = text.chars().allMatch(c -> c >= ' ') ? -1 : text.indexOf(Mark.WORD);
        if (own < 0) {
            return ForeignText.shown(text);
        }
        StringBuilder safe = new StringBuilder(text.length());
        int done = 0;
        for (; own >= 0; own = text.indexOf(Mark.WORD, done)) {
            int control = Math.max(done, own - 1);
            safe.append(ForeignText.shown(text.substring(done, control))).append(text, control, own);
            done = own + Mark.WORD.length();
        }
        return safe.append(ForeignText.shown(text.substring(done))).toString();
    }
}
