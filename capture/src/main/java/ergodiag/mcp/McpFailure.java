package ergodiag.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A question that brought no reply, with the kind of failure. The text never holds the token. */
public final class McpFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** JSON-RPC code: another version of the protocol is spoken there; the field {@code supported} says which. */
    public static final int VERSION = -32_022;

    /** The field that says to which path of the same server a redirect leads. */
    public static final String LOCATION = "location";

    /** How it failed. */
    public enum Kind {
        /** No connection: refused, unreachable, cut, TLS. */
        CONNECTION,
        /** 401 or 403. */
        UNAUTHORIZED,
        /** Asked too often, or not ready yet: the same is to be asked again after {@link McpFailure#after}. */
        LATER,
        /** Another HTTP status than 200. */
        HTTP,
        /** Nothing, or not everything, within the limit. */
        TIMEOUT,
        /** An answer that is not what the protocol says. */
        GARBLED,
        /** A JSON-RPC error: the endpoint works and refuses. */
        REFUSED,
        /** The one who reads the reply gave up on it. */
        READER,
        /** {@link McpClient#abort} was called while it was waited for. */
        ABANDONED
    }

    private final Kind kind;
    private final int code;
    private final Stage stage;
    private final String advice;
    private final Duration after;
    private final transient Optional<Quote> quote;
    private final transient ErrorData data;

    McpFailure(Kind kind, int code, String message, @Nullable Throwable cause) {
        this(kind, code, message, cause, stageOf(kind), "");
    }

    McpFailure(Kind kind, int code, String message) {
        this(kind, code, message, null);
    }

    /** @param advice what the user can do; "" for what is always said of that kind */
    McpFailure(Kind kind, int code, String message, @Nullable Throwable cause, Stage stage, String advice) {
        this(kind, code, message, cause, stage, advice, Duration.ZERO, Optional.empty(), ErrorData.NONE);
    }

    private McpFailure(
            Kind kind,
            int code,
            String message,
            @Nullable Throwable cause,
            Stage stage,
            String advice,
            Duration after,
            Optional<Quote> quote,
            ErrorData data) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.stage = stage;
        this.advice = advice;
        this.after = after;
        this.quote = quote;
        this.data = data;
    }

    static McpFailure later(int status, String message, Duration after, String advice) {
        return new McpFailure(
                Kind.LATER, status, message, null, Stage.HTTP, advice, after, Optional.empty(), ErrorData.NONE);
    }

    /** The same in other words. */
    public McpFailure saying(String message) {
        return new McpFailure(kind, code, message, getCause(), stage, advice, after, Optional.empty(), data);
    }

    /** The same with what the other side said, of which nothing is told before {@link #told}. */
    McpFailure quoting(Quote said) {
        return new McpFailure(kind, code, said.before(), getCause(), stage, advice, after, Optional.of(said), data);
    }

    /** The same with what it says in fields. */
    McpFailure with(ErrorData fields) {
        return new McpFailure(
                kind, code, String.valueOf(getMessage()), getCause(), stage, advice, after, quote, fields);
    }

    /** The same with what the other side said, in such words. */
    McpFailure told(UnaryOperator<String> words) {
        return quote.map(said -> saying(said.text(words))).orElse(this);
    }

    private static Stage stageOf(Kind kind) {
        return switch (kind) {
            case CONNECTION -> Stage.TCP;
            case UNAUTHORIZED, LATER, HTTP, TIMEOUT, ABANDONED -> Stage.HTTP;
            case GARBLED, READER -> Stage.RPC;
            case REFUSED -> Stage.INITIALIZE;
        };
    }

    public Kind kind() {
        return kind;
    }

    /** When the same may be asked again: after so long, as the other side says; zero for failures that say nothing of it. */
    public Duration after() {
        return after;
    }

    /** At which step it failed. */
    public Stage stage() {
        return stage;
    }

    /** What the user can do about exactly this; empty where only its kind says what to do. */
    public Optional<String> advice() {
        return advice.isEmpty() ? Optional.empty() : Optional.of(advice);
    }

    /**
     * What the other side says in a field: {@link #LOCATION}, or one of the error's {@code data}, as {@code supported}, {@code node} or
     * {@code uri}. Its own words, from which no secrets were taken; empty where it does not.
     */
    public List<String> said(String field) {
        return data.texts(field);
    }

    /** JSON-RPC code, or HTTP status; empty for failures that have none. */
    public OptionalInt code() {
        return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
    }
}
