package ergodiag.ergo.pprof;

import ergodiag.bundle.ledger.Call;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** In what form a profile that the user took along stands in a bundle. */
public enum ProfileForm {
    /** A table of functions and actors, made of a CPU profile in protobuf. */
    CPU("cpu", "(?!)"),
    /** A table of functions, made of a heap profile in protobuf. */
    HEAP("heap", "(?!)"),
    /** What {@code /debug/pprof/heap?debug=1} says. */
    HEAP_TEXT("heap-debug1", "heap profile: \\d+: -?\\d+ \\[\\d+: -?\\d+\\] @ heap/\\d+"),
    /** What {@code /debug/pprof/goroutine?debug=1} says; a goroutine profile in protobuf is made to be the same. */
    GOROUTINE_GROUPS("goroutine-debug1", "goroutine profile: total \\d+"),
    /** What {@code /debug/pprof/goroutine?debug=2} says. */
    GOROUTINES("goroutine-debug2", "goroutine \\d+ (?:[^\\[]* )?\\[.*\\].*:");

    /** The ledger's name for a file that was taken along. */
    public static final String TOOL = "attach";

    /** The name of the ledger's argument that holds {@link #word}. */
    public static final String ARGUMENT = "profile";

    /** The argument that holds when it was taken, by its own word and the node's clock. */
    public static final String TAKEN = "taken";

    /** The argument that holds when the file was written last, where the profile does not say when it was taken. */
    public static final String WRITTEN = "written";

    private final String word;
    private final Pattern firstLine;

    ProfileForm(String word, String firstLine) {
        this.word = word;
        this.firstLine = Pattern.compile(firstLine);
    }

    /** How the ledger calls it. */
    public String word() {
        return word;
    }

    /** The form of the profile of which a line of the ledger tells; empty for every other line. */
    public static Optional<ProfileForm> of(Call call) {
        return call.tool().equals(TOOL)
                ? Arrays.stream(values())
                        .filter(form -> form.word.equals(call.argument(ARGUMENT)))
                        .findFirst()
                : Optional.empty();
    }

    /** The form of a text that begins with that line; empty when it is none of Go's profiler. */
    public static Optional<ProfileForm> ofText(String firstLine) {
        return Arrays.stream(values())
                .filter(form -> form.firstLine.matcher(firstLine).matches())
                .findFirst();
    }
}
