package ergodiag.capture.scope;

import ergodiag.bundle.ledger.SkipReason;

/**
 * Why a question is not asked.
 *
 * @param reason for what decides by it
 * @param detail what the reason is here, for people
 */
public record Skip(SkipReason reason, String detail) {
    public static Skip of(SkipReason reason, String detail) {
        return new Skip(reason, detail);
    }

    /** As it stands in the ledger. */
    public String text() {
        return reason.text(detail);
    }

    public static Skip absent(String text) {
        return of(SkipReason.ABSENT, text);
    }

    public static Skip budget(String detail) {
        return of(SkipReason.BUDGET, detail);
    }

    /** The same for something that depends on what is not asked. */
    public Skip after(String words) {
        return new Skip(reason, words + detail);
    }
}
