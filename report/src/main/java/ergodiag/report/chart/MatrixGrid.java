package ergodiag.report.chart;

import ergodiag.findings.Chart.MatrixCell;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A matrix that is too large for a table of texts: numbered rows and columns, one small square each, a sign where it is not well. */
final class MatrixGrid {
    private static final int MARGIN = 30;
    private static final int TOP = 18;

    private final List<List<MatrixCell>> cells;
    private final double step;

    MatrixGrid(List<List<MatrixCell>> cells, int width) {
        this.cells = cells;
        this.step = Math.min(22, (width - MARGIN - 4.0) / Math.max(1, cells.size()));
    }

    int height() {
        return (int) Math.ceil(TOP + step * cells.size() + 4);
    }

    void draw(Graphics2D graphics) {
        graphics.setFont(Theme.text(10));
        graphics.setColor(Theme.MUTED);
        int every = step >= 14 ? 1 : step >= 9 ? 5 : 10;
        for (int i = 0; i < cells.size(); i++) {
            if (i == 0 || (i + 1) % every == 0) {
                String number = Integer.toString(i + 1);
                int length = graphics.getFontMetrics().stringWidth(number);
                graphics.drawString(number, (float) (MARGIN + step * (i + 0.5) - length / 2.0), TOP - 6);
                graphics.drawString(number, MARGIN - 6 - length, (float) (TOP + step * (i + 0.5) + 3.5));
            }
        }
        for (int row = 0; row < cells.size(); row++) {
            for (int column = 0; column < cells.get(row).size(); column++) {
                cell(graphics, row, column, cells.get(row).get(column));
            }
        }
    }

    private void cell(Graphics2D graphics, int row, int column, MatrixCell cell) {
        double gap = step > 8 ? 1.5 : 0.6;
        double x = MARGIN + step * column;
        double y = TOP + step * row;
        graphics.setColor(colour(cell.state()));
        graphics.fill(new Rectangle2D.Double(x, y, step - gap, step - gap));
        String sign = sign(cell.state());
        if (!sign.isEmpty() && step >= 8) {
            graphics.setColor(Theme.PAPER);
            graphics.setFont(Theme.text((float) Math.min(11, step - 1)));
            int length = graphics.getFontMetrics().stringWidth(sign);
            graphics.drawString(sign, (float) (x + (step - gap - length) / 2), (float) (y + step * 0.72));
        }
    }

    private static String sign(MatrixCell.State state) {
        return switch (state) {
            case WARNING -> "!";
            case CRITICAL -> "×";
            case UNKNOWN -> "?";
            case OK, INFO, SELF -> "";
        };
    }

    private static Color colour(MatrixCell.State state) {
        return switch (state) {
            case OK -> Theme.series(2);
            case INFO -> Theme.series(0);
            case WARNING -> Theme.series(4);
            case CRITICAL -> Theme.series(1);
            case UNKNOWN -> Theme.MUTED;
            case SELF -> Theme.GRID;
        };
    }
}
