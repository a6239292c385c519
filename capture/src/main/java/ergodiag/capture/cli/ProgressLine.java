package ergodiag.capture.cli;

import ergodiag.bundle.DataSize;
import ergodiag.capture.ask.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says on the error stream how far a capture is: one line rewritten in place, plain lines, or JSON lines. */
final class ProgressLine implements Progress {
    private static final long REDRAW_MILLIS = 200;
    /** Without a new phase a log gets a line this often, and a machine this one. */
    private static final double PLAIN_SECONDS = 15;

    private static final double JSON_SECONDS = 2;
    private static final int BAR = 20;
    private static final int NARROW = 60;
    /** Back to the begin of the line. */
    private static final String BEGIN = SafeWriter.own("\r");

    /** How to say it. */
    enum Style {
        LINE,
        PLAIN,
        JSON,
        NONE
    }

    private final PrintWriter err;
    private final Style style;
    private final Screen screen;
    private final Eta course;
    private final ScheduledExecutorService redraws = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private String phase = "";
    private String asking = "";
    private double said;
    private boolean shown;

    ProgressLine(PrintWriter err, Style style, Screen screen) {
        this(err, style, screen, System::nanoTime);
        if (style == Style.LINE) {
            redraws.scheduleAtFixedRate(this::redraw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    ProgressLine(PrintWriter err, Style style, Screen screen, LongSupplier nanoTime) {
        this.err = err;
        this.style = style;
        this.screen = screen;
        this.course = new Eta(nanoTime);
    }

    @Override
    public synchronized void phase(String what) {
        phase = what;
        asking = "";
        shown = true;
        say("phase");
    }

    @Override
    public synchronized void planned(int nodes, long calls, long bytes, Duration length) {
        course.left(length.plusSeconds(1));
        if (style == Style.JSON) {
            print(event("plan")
                    .with("nodes", nodes)
                    .with("planned_calls", calls)
                    .with("planned_bytes", bytes));
        } else if (style == Style.PLAIN) {
            line(String.format(
                    Locale.ROOT,
                    "%d nodes, about %,d questions, %s, %s",
                    nodes,
                    calls,
                    DataSize.text(bytes),
                    TimeOption.text(length)));
        }
    }

    @Override
    public synchronized void longer(Duration by, String why) {
        course.longer(by);
        phase = why;
        say("longer");
    }

    @Override
    public synchronized void asking(String node, String tool) {
        asking = tool + (node.isEmpty() ? "" : " " + node);
    }

    @Override
    public synchronized void call(String node, String tool, boolean wentWrong) {
        course.call(wentWrong);
        double quiet = course.seconds() - said;
        if (style == Style.PLAIN && quiet >= PLAIN_SECONDS || style == Style.JSON && quiet >= JSON_SECONDS) {
            say("progress");
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

    /** Clears the line, so that what follows starts on a clean one; the next phase shows it again. */
    synchronized void end() {
        if (style == Style.LINE && shown) {
            err.print(BEGIN + " ".repeat(Math.max(0, screen.width().getAsInt() - 1)) + BEGIN);
            err.flush();
        }
        shown = false;
    }

    /** The last word for machines. */
    synchronized void done(JsonLine last) {
        if (style == Style.JSON) {
            print(last);
        }
    }

    /** An event with the fields that all have. */
    synchronized JsonLine event(String name) {
        JsonLine line = JsonLine.of("event", name)
                .with("seconds", Math.round(course.seconds() * 10) / 10.0)
                .with("phase", phase)
                .with("calls", course.calls())
                .with("failed", course.failed());
        return course.known()
                ? line.with("percent", course.percent()).with("seconds_left", course.secondsLeft())
                : line;
    }

    private void say(String event) {
        switch (style) {
            case PLAIN -> line(plain(event));
            case JSON -> print(event(event));
            case LINE -> redraw();
            case NONE -> {}
        }
    }

    private String plain(String event) {
        boolean fresh = !event.equals("progress");
        String far = course.known()
                ? String.format(Locale.ROOT, "%d %%, %d s left, ", course.percent(), course.secondsLeft())
                : "";
        String counts = String.format(
                Locale.ROOT, "%s%d answered, %d failed", far, course.calls() - course.failed(), course.failed());
        return fresh ? phase : counts;
    }

    private void line(String text) {
        said = course.seconds();
        err.println(String.format(Locale.ROOT, "%6.1f s  %s", course.seconds(), text));
        err.flush();
    }

    private void print(JsonLine line) {
        said = course.seconds();
        err.println(line.text());
        err.flush();
    }

    private synchronized void redraw() {
        if (shown && style == Style.LINE) {
            int width = screen.width().getAsInt();
            err.print(BEGIN + drawn(width - 1));
            err.flush();
        }
    }

    /** The line, exactly so many columns wide. */
    private String drawn(int width) {
        String counts = course.calls() + " asked";
        String failures = course.failed() == 0 ? "" : ", " + course.failed() + " failed";
        String head = course.known()
                ? bar(width) + String.format(Locale.ROOT, "%3d %%  %d s left  ", course.percent(), course.secondsLeft())
                : "";
        String tail = ": " + phase + (asking.isEmpty() ? "" : ", " + asking);
        String text = head + counts + failures + tail;
        String cut = text.length() > width ? text.substring(0, Math.max(0, width - 1)) + (width > 0 ? "~" : "") : text;
        String whole = cut + " ".repeat(Math.max(0, width - cut.length()));
        int from = head.length() + counts.length() + 2;
        boolean visible = !failures.isEmpty() && whole.length() > from + failures.length();
        return visible
                ? whole.substring(0, from)
                        + screen.red(whole.substring(from, from + failures.length() - 2))
                        + whole.substring(from + failures.length() - 2)
                : whole;
    }

    private String bar(int width) {
        if (width < NARROW) {
            return "";
        }
        int full = course.percent() * BAR / 100;
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] ";
    }
}
