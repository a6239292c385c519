package ergodiag.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers within a text, such as the data of a path, to a tenth; done digit by digit, since a page of drawings has tens of thousands. */
final class Tenths {
    private final String text;
    private final StringBuilder out;
    private int at;

    private Tenths(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    /** The text with each number that has decimals rounded half up, without decimals where they are zero. */
    static String of(String text) {
        return text.indexOf('.') < 0 ? text : new Tenths(text).rounded();
    }

    private String rounded() {
        while (at < text.length()) {
            int sign = at;
            if (text.charAt(at) == '-') {
                at++;
            }
            int whole = at;
            digits();
            int point = at;
            if (point == whole) {
                at = sign + 1;
            } else if (is(point, '.') && isDigit(point + 1)) {
                at++;
                digits();
                number(sign, whole, point);
                continue;
            }
            out.append(text, sign, at);
        }
        return out.toString();
    }

    private void number(int sign, int whole, int point) {
        int end = at;
        if (is(end, 'e') || is(end, 'E')) {
            int power = is(end + 1, '-') ? end + 2 : end + 1;
            if (isDigit(power)) {
                at = power;
                digits();
                append(new BigDecimal(text.substring(sign, at)));
                return;
            }
        }
        if (point - whole > 9) {
            append(new BigDecimal(text.substring(sign, at)));
            return;
        }
        long tenths = 0;
        for (int i = whole; i <= point + 1; i++) {
            tenths = i == point ? tenths : tenths * 10 + text.charAt(i) - '0';
        }
        if (end > point + 2 && text.charAt(point + 2) >= '5') {
            tenths++;
        }
        append(sign < whole, tenths);
    }

    private void append(BigDecimal number) {
        append(
                number.signum() < 0,
                number.abs().movePointRight(1).setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    private void append(boolean negative, long tenths) {
        if (negative && tenths > 0) {
            out.append('-');
        }
        out.append(tenths / 10);
        if (tenths % 10 > 0) {
            out.append('.').append(tenths % 10);
        }
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean is(int place, char what) {
        return place < text.length() && text.charAt(place) == what;
    }

    private boolean isDigit(int place) {
        return place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9';
    }
}
