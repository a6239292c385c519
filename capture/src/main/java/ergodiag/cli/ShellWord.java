package ergodiag.cli;

import java.nio.file.Path;

/** A path as it can be typed again. */
final class ShellWord {
    private ShellWord() {}

    static String of(Path path) {
        String text = path.toString();
        return text.matches("[\\w./:\\\\@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
