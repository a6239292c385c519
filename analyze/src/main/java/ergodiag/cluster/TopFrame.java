package ergodiag.cluster;

import ergodiag.bundle.Evidence;
import ergodiag.bundle.Source;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.pprof.StackFrame;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Where a goroutine stands: the innermost function of application code on its stack, and what it waits for.
 *
 * @param function the innermost application function; the innermost function at all when there is no application code; without type
 *     parameters
 * @param location its source file and line, or ""
 * @param what what it waits on in Go's words ("chan receive", "sync.Mutex.Lock", "select", "IO wait", "sleep", "call") or {@link
 *     #CONNECTION}; "running" or "runnable" when it waits for nothing; "" when the dump does not tell
 * @param application whether {@code function} is application code
 * @param evidence the line of the dump that names the function
 */
public record TopFrame(String function, String location, String what, boolean application, Evidence evidence) {
    /** What {@link #what} says of a process that waits for the answer to its call. */
    public static final String CALL = "call";

    /** What {@link #what} says of one that waits until another has written to the connection; Go says {@code semacquire}. */
    public static final String CONNECTION = "net.Conn.Write";

    private static final Set<String> STANDARD = Set.of(
            "archive",
            "bufio",
            "bytes",
            "cmp",
            "compress",
            "container",
            "context",
            "crypto",
            "database",
            "debug",
            "embed",
            "encoding",
            "errors",
            "expvar",
            "flag",
            "fmt",
            "go",
            "hash",
            "html",
            "image",
            "index",
            "internal",
            "io",
            "iter",
            "log",
            "maps",
            "math",
            "mime",
            "net",
            "os",
            "path",
            "plugin",
            "reflect",
            "regexp",
            "runtime",
            "slices",
            "sort",
            "strconv",
            "strings",
            "structs",
            "sync",
            "syscall",
            "testing",
            "text",
            "time",
            "unicode",
            "unique",
            "unsafe",
            "vendor",
            "weak");

    /** Where a goroutine of that dump stands; empty when the dump shows no stack of it. */
    public static Optional<TopFrame> of(GoroutineGroup group, int debug) {
        return of(group, index -> line(group, debug, index));
    }

    /** The line of a frame of a group in a dump of that form. */
    private static int line(GoroutineGroup group, int debug, int frame) {
        int labels = group.labels().isEmpty() ? 0 : 1;
        return group.at().line() + 1 + (debug == 1 ? labels + frame : 2 * frame);
    }

    /** The place of a frame of a dump that tells states: its line, or the whole stack where that is a text in a JSON reply. */
    public static Evidence place(GoroutineGroup group, int frame) {
        return place(group, frame, index -> line(group, 2, index));
    }

    private static Evidence place(GoroutineGroup group, int frame, IntUnaryOperator line) {
        String function = group.frames().get(frame).function();
        Source at = group.at();
        return at.line() > 0 ? Evidence.line(at.file(), line.applyAsInt(frame), function) : at.field("Stack", function);
    }

    /** The same of a dump that a sampler took, which stands on one line. */
    static Optional<TopFrame> ofLook(GoroutineGroup group) {
        return of(group, index -> group.at().line());
    }

    /** @param line of the frame with that number, from 0 */
    private static Optional<TopFrame> of(GoroutineGroup group, IntUnaryOperator line) {
        List<StackFrame> frames = group.frames();
        if (frames.isEmpty()) {
            return Optional.empty();
        }
        int inner = 0;
        while (inner < frames.size() && !isApplication(frames.get(inner).function())) {
            inner++;
        }
        boolean application = inner < frames.size();
        int index = application ? inner : 0;
        StackFrame frame = frames.get(index);
        return Optional.of(
                new TopFrame(frame.plain(), frame.location(), what(group), application, place(group, index, line)));
    }

    /** {@code main.awaitConfirmation (chan receive)}. */
    public String words() {
        return function + (what.isEmpty() || what.equals(CALL) ? "" : " (" + what + ")");
    }

    /** Whether a function is neither of Go's standard library nor of the framework. */
    public static boolean isApplication(String function) {
        int slash = function.indexOf('/');
        int dot = function.indexOf('.');
        if (dot < 0) {
            return false;
        }
        String first = function.substring(0, slash >= 0 && slash < dot ? slash : dot);
        return !STANDARD.contains(first) && !function.startsWith("ergo.services/");
    }

    /**
     * What the goroutine waits on, from the reason in a debug=2 dump, else from the frames above the application's. {@code semacquire} is no
     * reason: Go 1.23 says it of a wait group too, and all versions of a connection.
     */
    private static String what(GoroutineGroup group) {
        if (group.mentions("(*process).waitResponse")) {
            return CALL;
        }
        if (waitsToWrite(group)) {
            return CONNECTION;
        }
        if (!group.reason().isEmpty() && !group.reason().startsWith("semacquire")) {
            return group.reason();
        }
        for (StackFrame frame : group.frames()) {
            if (isApplication(frame.function())) {
                return group.reason();
            }
            String what = waiting(frame.function());
            if (!what.isEmpty()) {
                return what;
            }
        }
        return group.reason();
    }

    /** A connection lets one goroutine at a time write, one with TLS by a mutex of its own; another one is for those who wait for the handshake. */
    private static boolean waitsToWrite(GoroutineGroup group) {
        return (group.mentions("internal/poll.(*fdMutex).rwlock") && group.mentions("net.(*conn).Write"))
                || (group.mentions("sync.(*Mutex).lockSlow")
                        && group.mentions("crypto/tls.(*Conn).Write")
                        && !group.mentions("crypto/tls.(*Conn).handshakeContext"));
    }

    private static String waiting(String function) {
        return switch (function) {
            case "sync.(*Mutex).Lock", "sync.(*Mutex).lockSlow", "internal/sync.(*Mutex).lockSlow" -> "sync.Mutex.Lock";
            case "sync.(*RWMutex).Lock" -> "sync.RWMutex.Lock";
            case "sync.(*RWMutex).RLock" -> "sync.RWMutex.RLock";
            case "sync.(*WaitGroup).Wait" -> "sync.WaitGroup.Wait";
            case "sync.(*Cond).Wait" -> "sync.Cond.Wait";
            case "sync.(*Once).doSlow" -> "sync.Once.Do";
            case "time.Sleep" -> "sleep";
            case "internal/poll.runtime_pollWait" -> "IO wait";
            case "runtime.selectgo" -> "select";
            case "runtime.chanrecv", "runtime.chanrecv1", "runtime.chanrecv2" -> "chan receive";
            case "runtime.chansend", "runtime.chansend1" -> "chan send";
            default -> function.startsWith("syscall.") ? "syscall" : "";
        };
    }
}
