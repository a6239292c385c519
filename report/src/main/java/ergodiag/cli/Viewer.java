package ergodiag.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Shows a file in the program that this machine has for it. It goes by the system's own command and not by {@code java.awt}, which small
 * Java runtimes lack and which starts a toolkit for nothing.
 *
 * @param command what is started with the file as its last word; empty where nobody sits at a screen
 */
record Viewer(List<String> command) {
    /** How long a command may take to say that it cannot; a viewer that stays in the foreground takes longer. */
    private static final long SECONDS_TO_FAIL = 3;

    static Viewer here() {
        return of(System.getProperty("os.name", ""), System.getenv());
    }

    static Viewer of(String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return new Viewer(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        if (name.startsWith("mac")) {
            return new Viewer(List.of("open"));
        }
        // Without a screen xdg-open would take the terminal for a text browser.
        boolean screen = !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        return new Viewer(screen ? List.of("xdg-open") : List.of());
    }

    /** Opens the file; when that does not work, why not. */
    Optional<String> open(Path file) {
        if (command.isEmpty()) {
            return Optional.of("there is no screen here");
        }
        String program = command.get(0);
        try {
            List<String> words = new ArrayList<>(command);
            words.add(file.toAbsolutePath().toString());
            Process started = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return started.waitFor(SECONDS_TO_FAIL, TimeUnit.SECONDS) && started.exitValue() != 0
                    ? Optional.of(program + " ended with " + started.exitValue())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(program + " cannot be started");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }
}
