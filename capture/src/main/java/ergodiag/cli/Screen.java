package ergodiag.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line may look like where it is printed.
 *
 * @param width columns of the terminal at the moment
 * @param colours whether colours are understood and wanted
 */
record Screen(IntSupplier width, boolean colours) {
    static final int USUAL_WIDTH = 80;

    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)");
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** No terminal: nothing but text. */
    static final Screen PAPER = new Screen(() -> USUAL_WIDTH, false);

    /** The terminal this program runs in, or paper when there is none. */
    static Screen here() {
        if (!isTerminal()) {
            return PAPER;
        }
        Map<String, String> environment = System.getenv();
        return new Screen(new Measured(), colours(environment));
    }

    static boolean colours(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** Whether a person sits at both ends. Since JDK 22 there is a console without a terminal too. */
    static boolean isTerminal() {
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

    String red(String text) {
        return coloured("31", text);
    }

    String green(String text) {
        return coloured("32", text);
    }

    String yellow(String text) {
        return coloured("33", text);
    }

    String bold(String text) {
        return coloured("1", text);
    }

    private String coloured(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
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
