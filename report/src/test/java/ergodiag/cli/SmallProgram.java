package ergodiag.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole command in a Java of its own that may use little memory.
 *
 * @param memory what it may use, as {@code -Xmx} takes it
 * @param said where its last run said what it had to say
 */
record SmallProgram(String memory, Path said) {

    /** Runs it to its end. @return its exit code */
    int run(String... words) throws IOException, InterruptedException {
        return with(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
    }

    /** What it said in its last run. */
    String words() throws IOException {
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    /** To be started by the caller. */
    ProcessBuilder with(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }
}
