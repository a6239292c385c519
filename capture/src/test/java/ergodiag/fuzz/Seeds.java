package ergodiag.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the inputs from which each target begins, {@code NUMBER.seed} in a folder of its name: the program that {@code .ci/fuzz} runs first. */
final class Seeds {
    private Seeds() {}

    /** @param arguments the folder */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        write(folder.resolve("zip"), ZipFuzz.seeds());
        write(folder.resolve("tar"), TarFuzz.seeds());
        write(folder.resolve("ledger"), LedgerFuzz.seeds());
        write(folder.resolve("jsonreply"), JsonReplyFuzz.seeds());
        write(folder.resolve("textreply"), TextReplyFuzz.seeds());
    }

    private static void write(Path folder, List<byte[]> seeds) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(folder.resolve(i + ".seed"), seeds.get(i));
        }
    }
}
