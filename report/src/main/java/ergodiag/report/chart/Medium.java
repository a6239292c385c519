package ergodiag.report.chart;

/** Where a chart is shown: decides its size and how colours are written. */
public enum Medium {
    /** Inside an HTML page: colours are CSS variables, so that one drawing serves light and dark. */
    SCREEN(480, 1060),
    /** On paper: colours are literal, the drawing is an XML document of its own. */
    PRINT(680, 680);

    private final int width;
    private final int wide;

    Medium(int width, int wide) {
        this.width = width;
        this.wide = wide;
    }

    int width(boolean isWide) {
        return isWide ? wide : width;
    }
}
