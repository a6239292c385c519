package ergodiag.findings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * A limit a playbook judges by.
 *
 * @param key stable key, {@code playbook-name.what}
 * @param value the limit
 * @param unit its unit
 * @param origin who chose it
 * @param reason why this value, for our own
 */
public record Threshold(String key, double value, String unit, Origin origin, String reason) {
    /** Who chose a limit. */
    public enum Origin implements Worded {
        /** The operators' playbooks. */
        @JsonProperty("as written")
        AS_WRITTEN,
        OURS,
        /** The user, for this examination. */
        CHANGED;

        @Override
        public String word() {
            return Worded.super.word().replace('_', ' ');
        }
    }

    /** A limit as written in the operators' manual. */
    public static Threshold asWritten(String key, double value, String unit) {
        return new Threshold(key, value, unit, Origin.AS_WRITTEN, "");
    }

    /** A limit of our own choice. */
    public static Threshold ours(String key, double value, String unit, String reason) {
        return new Threshold(key, value, unit, Origin.OURS, reason);
    }

    /** The limit with its unit, {@code 1000 ms}. */
    public String amount() {
        String number = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return unit.equals("1") ? number : number + " " + unit;
    }
}
