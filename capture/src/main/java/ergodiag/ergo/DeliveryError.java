package ergodiag.ergo;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The four errors by which important delivery and calls fail (ERGO.md 5), as the framework writes them ({@code gen/errors.go}). */
public enum DeliveryError {
    PROCESS_UNKNOWN("ErrProcessUnknown", "unknown process", "no process of that name or id is there"),
    MAILBOX_FULL(
            "ErrProcessMailboxFull",
            "process mailbox is full",
            "the receiver is there, but its mailbox is full: the message was refused"),
    TIMEOUT(
            "ErrTimeout",
            "timed out",
            "no answer or acknowledgement came in time: it may have been handled all the same"),
    NO_CONNECTION("ErrNoConnection", "no connection", "the other node cannot be reached");

    private final String error;
    private final String text;
    private final String meaning;

    DeliveryError(String error, String text, String meaning) {
        this.error = error;
        this.text = text;
        this.meaning = meaning;
    }

    /** The one that a log message tells of; empty when it tells of none. */
    public static Optional<DeliveryError> in(String message) {
        String said = message.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(error -> said.contains(error.text))
                .findFirst();
    }

    /** {@code ErrProcessMailboxFull: the receiver is there, but ...}. */
    public String meaning() {
        return error + ": " + meaning;
    }
}
