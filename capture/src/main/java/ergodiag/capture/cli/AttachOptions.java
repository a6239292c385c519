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

/** Files that the bundle takes along. */
final class AttachOptions {
    private static final Pattern OF_NODE = Pattern.compile("([^=/\\\\\\s]+@[^=/\\\\\\s]+)=(.+)");

    @Option(
            names = "--attach",
            paramLabel = "[NODE=]FILE",
            description =
                    "Take a log file or a note along, redacted (.gz too, the last 20 MB); NODE says whose log it is, for example"
                            + " node1@host=/var/log/node1.log; may be repeated. Nodes themselves tell no logs from before the window.")
    private List<String> files = new ArrayList<>();

    List<Attachment> attachments() {
        return files.stream().map(AttachOptions::attachment).toList();
    }

    private static Attachment attachment(String word) {
        Matcher ofNode = OF_NODE.matcher(word);
        boolean named = ofNode.matches() && !Files.exists(Path.of(word));
        Path file = Path.of(named ? ofNode.group(2) : word);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UserError(
                    "Reading --attach: " + file
                            + " is not a file that can be read; give FILE or NODE=FILE, for example node1@host=/var/log/node1.log.");
        }
        return new Attachment(named ? Optional.of(ofNode.group(1)) : Optional.empty(), file);
    }
}
