package ergodiag.ergo.process;

import java.util.List;
import java.util.stream.Stream;

/** The fields of a row that are kept, in the order in which {@link ProcessRow} tells them (ERGO.md 5, ProcessShortInfo). */
enum RowField {
    PID("PID", Kind.NUMBERED_TEXT),
    NAME("Name", Kind.NUMBERED_TEXT),
    APPLICATION("Application", Kind.TEXT),
    BEHAVIOR("Behavior", Kind.TEXT),
    KIND("Kind", Kind.TEXT),
    MESSAGES_IN("MessagesIn", Kind.COUNTER),
    MESSAGES_OUT("MessagesOut", Kind.COUNTER),
    MAILBOX("MessagesMailbox", Kind.COUNT),
    LATENCY("MailboxLatency", Kind.NANOS_OR_GAP),
    RUNNING_TIME("RunningTime", Kind.NANOS),
    INIT_TIME("InitTime", Kind.NANOS),
    WAKEUPS("Wakeups", Kind.COUNTER),
    UPTIME("Uptime", Kind.SECONDS),
    STATE("State", Kind.TEXT),
    STATE_TIME("StateTime", Kind.NANOS_OR_GAP),
    PARENT("Parent", Kind.NUMBERED_TEXT);

    /** What a field is, and how it is kept. */
    enum Kind {
        /** The stem of the text in {@link Texts}. */
        TEXT,
        /** The same, and the number in it beside. */
        NUMBERED_TEXT,
        /** The 64 bits of a counter. */
        COUNTER,
        COUNT,
        NANOS,
        /** Nanoseconds, {@link RowField#CANNOT_BE} or {@link RowField#UNTOLD}. */
        NANOS_OR_GAP,
        SECONDS
    }

    static final long CANNOT_BE = -1;
    static final long UNTOLD = -2;

    private static final List<RowField> ALL = List.of(values());

    private final String json;
    private final Kind kind;

    RowField(String json, Kind kind) {
        this.json = json;
        this.kind = kind;
    }

    static List<RowField> all() {
        return ALL;
    }

    /** Those that are texts with a number. */
    static Stream<RowField> numbered() {
        return ALL.stream().filter(field -> field.kind == Kind.NUMBERED_TEXT);
    }

    /** Its name in the reply. */
    String json() {
        return json;
    }

    boolean isText() {
        return kind == Kind.TEXT || kind == Kind.NUMBERED_TEXT;
    }

    Kind kind() {
        return kind;
    }

    /** What stands for it in a row that does not tell it. */
    long absent() {
        return switch (kind) {
            case TEXT, NUMBERED_TEXT -> Texts.EMPTY;
            case NANOS_OR_GAP -> UNTOLD;
            case COUNTER, COUNT, NANOS, SECONDS -> 0;
        };
    }
}
