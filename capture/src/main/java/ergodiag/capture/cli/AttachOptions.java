package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.capture.scope.Attachment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Files that the bundle takes along: logs, notes and profiles. */
final class AttachOptions {
    private static final Pattern OF_NODE = Pattern.compile("([^=/\\\\\\s]+@[^=/\\\\\\s]+)=(.+)");

    @Option(
            names = "--attach",
            paramLabel = "[NODE=]FILE",
            description =
                    "Take a log file, a note or a profile along, redacted (.gz too, 20 MB of each); NODE says whose it is, for example"
                            + " node1@host=/var/log/node1.log; may be repeated. Nodes themselves tell no logs from before the window. A profile"
                            + " is what the node's own /debug/pprof/ gives: profile, heap, goroutine, for example node1@host=cpu.pb.gz.")
    private List<String> files = new ArrayList<>();

    List<Attachment> attachments() {
        return files.stream().map(AttachOptions::attachment).toList();
    }

    private static Attachment attachment(String word) {
        Matcher ofNode = OF_NODE.matcher(word);
        boolean named = ofNode.matches() && !Files.exists(UserPath.of("--attach", word));
        Path file = UserPath.of("--attach", named ? ofNode.group(2) : word);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UserError(
                    "Reading --attach: " + file
                            + " is not a file that can be read; give FILE or NODE=FILE, for example node1@host=/var/log/node1.log.");
        }
        return new Attachment(named ? Optional.of(ofNode.group(1)) : Optional.empty(), file);
    }
}
