package ergodiag.report.chart;

/** Where a chart is shown: decides its size and how colours are written. */
public enum Medium {
    /** Inside an HTML page: colours are CSS variables, so that one drawing serves light and dark. */
    SCREEN(480, 1060, 260),
    /** On paper: colours are literal, the drawing is an XML document of its own. */
    PRINT(680, 680, 205);

    private final int width;
    private final int wide;
    private final int height;

    Medium(int width, int wide, int height) {
        this.width = width;
        this.wide = wide;
        this.height = height;
    }

    /** A text as this medium can show it. */
    public String text(String text) {
        String clean = SafeText.clean(text);
        return this == PRINT ? SafeText.printable(clean) : clean;
    }

    /** The same, the middle left out where it is longer. */
    String text(String text, int most) {
        return text(SafeText.shortened(text, most));
    }

    int width(boolean isWide) {
        return isWide ? wide : width;
    }

    /** The height of a line chart. */
    int height() {
        return height;
    }

    /** The height of a line chart that has nothing to show but zeros. */
    int flat() {
        return this == SCREEN ? 150 : 120;
    }
}
