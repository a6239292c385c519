package ergodiag.ergo;

import java.io.BufferedReader;

/**
 * A reply of {@code process_lookup}.
 *
 * @param found the pid of the name that was asked, or the name of the pid, without quotes
 */
public record ProcessLookup(String found) {

    /**
     * Reads a reply.
     *
     * @param file path inside the bundle, for the error
     * @throws UnreadableReply when nothing stands there
     */
    public static ProcessLookup read(BufferedReader lines, String file) {
        TextLines text = new TextLines(lines, file);
        String line = text.first("a pid or a name").strip();
        boolean quoted = line.length() > 1 && line.startsWith("'") && line.endsWith("'");
        String found = quoted ? line.substring(1, line.length() - 1) : line;
        if (found.isEmpty() || found.chars().anyMatch(Character::isISOControl)) {
            throw text.unexpected("a pid or a name", line);
        }
        return new ProcessLookup(found);
    }
}
