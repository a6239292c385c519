package ergodiag.findings;

import java.math.BigDecimal;

/**
 * A limit a playbook judges by.
 *
 * @param key stable key, {@code playbook-name.what}
 * @param value the limit
 * @param unit its unit
 * @param origin "as written" in the operators' playbooks, or "ours"
 * @param reason why this value, for our own
 */
public record Threshold(String key, double value, String unit, String origin, String reason) {
    /** Origin of a limit that the user gave. */
    public static final String CHANGED = "changed";

    /** A limit as written in the operators' manual. */
    public static Threshold asWritten(String key, double value, String unit) {
        return new Threshold(key, value, unit, "as written", "");
    }

    /** A limit of our own choice. */
    public static Threshold ours(String key, double value, String unit, String reason) {
        return new Threshold(key, value, unit, "ours", reason);
    }

    /** The limit with its unit, {@code 1000 ms}. */
    public String amount() {
        String number = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return unit.equals("1") ? number : number + " " + unit;
    }
}
