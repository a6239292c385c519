package ergodiag.cli;

import ergodiag.bundle.foreign.ForeignText;
import ergodiag.capture.cli.SafeWriter;
import java.io.PrintWriter;
import java.util.Optional;

/** Values of a bundle as they are, for a script that asked for them; where a terminal would obey them, as they can be shown. */
final class ValueWriter {
    private final SafeWriter out;
    private boolean changed;

    ValueWriter(SafeWriter out) {
        this.out = out;
    }

    void print(String value) {
        Optional<PrintWriter> asItIs = out.asItIs();
        if (asItIs.isPresent()) {
            asItIs.get().print(value);
            asItIs.get().flush();
            return;
        }
        changed |= value.codePoints().anyMatch(c -> c != '\n' && c != '\t' && ForeignText.isHarmful(c));
        SafeWriter.lines(out, value);
    }

    /** What to say when a value was not printed as it is. */
    Optional<String> changed() {
        return changed
                ? Optional.of(
                        "ergodiag: Showing values: what a terminal would obey is a box (□) here; into a file or a pipe"
                                + " they are written as they are.")
                : Optional.empty();
    }
}
