package ergodiag.bench;

import com.sun.management.OperatingSystemMXBean;
import ergodiag.capture.cli.CaptureMain;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The command line of a capture as a program that at its end writes to a file how many nanoseconds of the processor it took. */
final class MeasuredCapture {
    private MeasuredCapture() {}

    public static void main(String... arguments) {
        Path file = Path.of(arguments[0]);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Files.writeString(file, String.valueOf(system.getProcessCpuTime()));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }));
        CaptureMain.main(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
