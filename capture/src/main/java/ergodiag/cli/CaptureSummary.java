package ergodiag.cli;

import ergodiag.bundle.Call;
import ergodiag.bundle.Manifest;
import ergodiag.capture.CaptureResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a capture brought, in a few lines, and the next command to type. */
final class CaptureSummary {
    private CaptureSummary() {}

    /** @param streams whether the bundle goes to standard output */
    static void print(CaptureResult result, boolean streams, PrintWriter out, PrintWriter err) {
        Manifest manifest = result.manifest();
        result.nobody().ifPresent(why -> err.println("ergodiag: " + why));
        out.println("Bundle    " + (streams ? "goes to standard output, as tar.gz" : result.bundle()));
        out.println("          " + size(result.bundle()) + ", "
                + manifest.calls().total() + " calls: "
                + manifest.calls().ok() + " answered, " + manifest.calls().failed() + " failed, "
                + manifest.calls().skipped() + " skipped; "
                + manifest.redaction().replaced() + " secret values removed");
        result.names()
                .ifPresent(names -> out.println(
                        "Names     " + names + " says who is who in it; it is for you, keep it apart from the bundle"));
        for (Manifest.NodeEntry node : manifest.nodes()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-9s %-28s %s",
                    "Node",
                    node.name(),
                    node.state().name().toLowerCase(Locale.ROOT) + ", " + answered(result.calls(), node.name())));
        }
        manifest.reached().entries().stream()
                .filter(entry -> entry.state().equals("doubled"))
                .forEach(entry -> out.println("Note      " + entry.said()));
        for (String missing : result.missing()) {
            out.println("Missing   " + missing);
        }
        if (result.nobody().isEmpty()) {
            out.println("Next      ergodiag report "
                    + (streams ? "the file it is written to" : ShellWord.of(result.bundle())));
        }
    }

    private static String answered(List<Call> calls, String node) {
        long all = calls.stream().filter(call -> call.node().equals(node)).count();
        long ok = calls.stream()
                .filter(call -> call.node().equals(node) && call.outcome().answered())
                .count();
        return ok + " of " + all + " questions answered";
    }

    private static String size(Path file) {
        try {
            long bytes = Files.size(file);
            return bytes < 1 << 20
                    ? String.format(Locale.ROOT, "%d KB", Math.max(1, bytes >> 10))
                    : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
        } catch (IOException e) {
            return "size unknown";
        }
    }
}
