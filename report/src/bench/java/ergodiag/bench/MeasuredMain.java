package ergodiag.bench;

import com.sun.management.OperatingSystemMXBean;
import ergodiag.cli.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The program, which writes down what it took when it ends, however it does: the milliseconds of the processor, and the most kilobytes of memory (Linux only). */
final class MeasuredMain {
    private MeasuredMain() {}

    /** @param words where to write that, and the command line */
    public static void main(String[] words) {
        Path told = Path.of(words[0]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(told)));
        Main.main(Arrays.copyOfRange(words, 1, words.length));
    }

    private static void tell(Path told) {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try {
            String most = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .findFirst()
                    .orElse("0");
            Files.writeString(told, machine.getProcessCpuTime() / 1_000_000 + " " + most);
        } catch (IOException e) {
            // then nothing is known
        }
    }
}
