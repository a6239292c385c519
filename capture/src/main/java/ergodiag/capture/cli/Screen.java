package ergodiag.capture.cli;

import ergodiag.bundle.foreign.ForeignText;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What a line may look like where it is printed.
 *
 * @param width columns of the terminal at the moment
 * @param ansi whether colours are understood and wanted
 */
public record Screen(IntSupplier width, Ansi ansi) {
    public static final int USUAL_WIDTH = 80;

    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)");
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** No terminal: nothing but text. */
    public static final Screen PAPER = new Screen(() -> USUAL_WIDTH, Ansi.OFF);

    /** Where this program runs: the terminal, or what takes its place. */
    public static Screen here() {
        return new Screen(
                isTerminal() ? new Measured() : PAPER.width(),
                colours(System.getenv().getOrDefault("TERM", "")));
    }

    /** Besides {@code NO_COLOR} and its like, which the library heeds, {@code TERM} names terminals that know nothing but text. */
    static Ansi colours(String terminal) {
        return terminal.equals("dumb") ? Ansi.OFF : Ansi.AUTO;
    }

    /** Whether a person sits at both ends. Since JDK 22 there is a console without a terminal too. */
    public static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /**
     * Whether a person sees what goes to standard output. Where the console does not know, as something else than a person types, the shell's
     * own test is asked; where there is none, it may be so.
     */
    public static boolean isOutputTerminal() {
        if (isTerminal()) {
            return true;
        }
        try {
            Process test = new ProcessBuilder("sh", "-c", "test -t 1")
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return test.waitFor() == 0;
        } catch (IOException e) {
            return System.console() != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    public String red(String text) {
        return styled(text, Style.fg_red);
    }

    String green(String text) {
        return styled(text, Style.fg_green);
    }

    public String yellow(String text) {
        return styled(text, Style.fg_yellow);
    }

    public String bold(String text) {
        return styled(text, Style.bold);
    }

    /** For what is printed to a {@link SafeWriter}. */
    public String styled(String text, IStyle... styles) {
        String shown = ForeignText.shown(text);
        return ansi.enabled()
                ? SafeWriter.own(Help.defaultColorScheme(ansi)
                        .apply(shown, List.of(styles))
                        .toString())
                : shown;
    }

    /** Asks {@code stty} now and then: a window may have been made narrower meanwhile. */
    private static final class Measured implements IntSupplier {
        private int columns = USUAL_WIDTH;
        private long asked;

        @Override
        public synchronized int getAsInt() {
            long now = System.nanoTime();
            if (asked == 0 || now - asked > ASK_AGAIN_NANOS) {
                asked = now;
                columns = stty(columns);
            }
            return columns;
        }

        private static int stty(int otherwise) {
            File terminal = new File("/dev/tty");
            if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win") || !terminal.exists()) {
                return otherwise;
            }
            try {
                Process stty = new ProcessBuilder("stty", "size")
                        .redirectInput(terminal)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String said = new String(stty.getInputStream().readNBytes(100), StandardCharsets.US_ASCII);
                Matcher size = SIZE.matcher(said.strip());
                return size.matches() && !size.group(1).equals("0") ? Integer.parseInt(size.group(1)) : otherwise;
            } catch (IOException | NumberFormatException e) {
                return otherwise;
            }
        }
    }
}
