package ergodiag.report.chart;

import java.awt.font.FontRenderContext;
import java.util.Optional;

/** Whether Java can draw letters on this machine. It needs libfreetype, which small machines and containers often lack. */
public final class Letters {
    /** What stands where a chart would. */
    public static final String NO_CHART =
            "This chart could not be drawn: Java has no libfreetype on the machine that wrote the report. Nothing"
                    + " else is affected.";

    private static final Optional<String> MISSING = tried();

    private Letters() {}

    /** Why it can draw none, in its own words; empty where it can. */
    public static Optional<String> missing() {
        return MISSING;
    }

    private static Optional<String> tried() {
        try {
            Theme.text(Axes.TEXT).getStringBounds("a", new FontRenderContext(null, true, true));
            return Optional.empty();
        } catch (LinkageError | InternalError | RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of(String.valueOf(cause.getMessage()));
        }
    }
}
