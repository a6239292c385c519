package ergodiag.ergo;

import java.io.BufferedReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a process is doing, in the framework's words, which also serve as filters. */
public enum ProcessState {
    INIT,
    SLEEP,
    RUNNING,
    /** Waits for the answer to a call it made. */
    WAIT_RESPONSE,
    TERMINATED,
    /** Killed while it was in its callback; the framework spells it so. */
    ZOMBEE;

    /** The framework's word, {@code wait response} with a blank. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The state of that word; empty for one that this version does not know. */
    public static Optional<ProcessState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    /**
     * Reads a reply of {@code process_state}.
     *
     * @param file path inside the bundle, for the error
     * @throws UnreadableReply when it names no state
     */
    public static ProcessState read(BufferedReader lines, String file) {
        TextLines text = new TextLines(lines, file);
        String line = text.first("the state of a process");
        return of(line.strip()).orElseThrow(() -> text.unexpected("the state of a process", line));
    }
}
