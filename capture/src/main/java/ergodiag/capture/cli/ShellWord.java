package ergodiag.capture.cli;

import java.nio.file.Path;

/** A path as it can be typed again. */
public final class ShellWord {
    private ShellWord() {}

    public static String of(Path path) {
        String text = path.toString();
        return text.matches("[\\w./:\\\\@+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
