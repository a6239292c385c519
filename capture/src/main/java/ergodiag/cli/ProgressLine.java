package ergodiag.cli;

import ergodiag.capture.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says on the error stream how far a capture is: one line rewritten in place, plain lines, or JSON lines. */
final class ProgressLine implements Progress {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final int WIDTH = 78;

    /** How to say it. */
    enum Style {
        AUTO,
        LINE,
        PLAIN,
        JSON,
        NONE
    }

    private final PrintWriter err;
    private final Style style;
    private final Duration expected;
    private final long started = System.nanoTime();
    private String phase = "";
    private long calls;
    private long failed;
    private long drawn;

    /** @param expected how long it will take all in all */
    ProgressLine(PrintWriter err, Style style, Duration expected) {
        this.err = err;
        this.style = style;
        this.expected = expected;
    }

    @Override
    public synchronized void phase(String what) {
        phase = what;
        switch (style) {
            case PLAIN -> err.println(String.format(Locale.ROOT, "%5.1f s  %s", seconds(), what));
            case JSON ->
                err.println(String.format(
                        Locale.ROOT,
                        "{\"seconds\":%.1f,\"phase\":\"%s\",\"calls\":%d,\"failed\":%d}",
                        seconds(),
                        what.replace("\\", "\\\\").replace("\"", "\\\""),
                        calls,
                        failed));
            default -> draw("");
        }
        err.flush();
    }

    @Override
    public synchronized void call(String node, String tool, boolean wentWrong) {
        calls++;
        failed += wentWrong ? 1 : 0;
        if (style == Style.LINE && System.nanoTime() - drawn > REDRAW_NANOS) {
            draw(tool + (node.isEmpty() ? "" : " " + node));
        }
    }

    /** Ctrl-C was pressed. */
    synchronized void interrupted() {
        end();
        if (style != Style.NONE && style != Style.JSON) {
            err.println("Interrupted: stopping what was started and closing the bundle, a few seconds."
                    + " Ctrl-C again ends at once and leaves a folder that can be read.");
        }
        phase("interrupted");
    }

    /** Clears the line, so that what follows starts on a clean one. */
    synchronized void end() {
        if (style == Style.LINE) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
    }

    private void draw(String asking) {
        if (style != Style.LINE) {
            return;
        }
        long left = Math.max(0, Math.round(expected.toMillis() / 1000.0 - seconds()));
        String line = String.format(
                Locale.ROOT, "%d calls, %d failed, about %d s left: %s %s", calls, failed, left, phase, asking);
        String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "~" : line;
        err.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
        err.flush();
        drawn = System.nanoTime();
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
