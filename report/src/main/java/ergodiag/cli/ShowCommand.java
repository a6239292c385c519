package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints the place in a bundle that a finding points at. */
@Command(
        name = "show",
        description =
                "Prints a piece of evidence: a file of the bundle, a JSON pointer into it, or a line with those around it.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    private static final int LINES_AROUND = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "The bundle.")
    private Path bundle = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "EVIDENCE",
            description = "As the report prints it: FILE, FILE#POINTER or FILE:LINE.")
    private String evidence = "";

    @Override
    public Integer call() {
        try (Bundle opened = Bundle.open(bundle)) {
            PrintWriter out = spec.commandLine().getOut();
            int hash = evidence.indexOf('#');
            int colon = evidence.lastIndexOf(':');
            if (hash >= 0) {
                out.println(pointer(opened, evidence.substring(0, hash), evidence.substring(hash + 1)));
            } else if (colon >= 0 && evidence.substring(colon + 1).matches("[0-9]{1,9}")) {
                lines(opened, evidence.substring(0, colon), Integer.parseInt(evidence.substring(colon + 1)), out);
            } else {
                out.println(text(opened, evidence));
            }
            out.flush();
        }
        return ExitCode.DONE.number();
    }

    private static String pointer(Bundle opened, String file, String pointer) {
        try {
            JsonNode found = JsonMapper.shared().readTree(text(opened, file)).at(JsonPointer.compile(pointer));
            if (found.isMissingNode()) {
                throw new UserError(
                        "Showing " + file + ": nothing stands at " + pointer + "; copy the place from the report.");
            }
            return found.toPrettyString();
        } catch (IllegalArgumentException | JacksonException e) {
            throw new UserError(
                    "Showing " + file + ": '" + pointer + "' cannot be followed there; copy the place from the report.",
                    e);
        }
    }

    private static void lines(Bundle opened, String file, int line, PrintWriter out) {
        List<String> lines = text(opened, file).lines().toList();
        if (line < 1 || line > lines.size()) {
            throw new UserError("Showing " + file + ": it has " + lines.size() + " lines, no line " + line + ".");
        }
        for (int i = Math.max(1, line - LINES_AROUND); i <= Math.min(lines.size(), line + LINES_AROUND); i++) {
            out.println((i == line ? "> " : "  ") + i + "  " + lines.get(i - 1));
        }
    }

    private static String text(Bundle opened, String file) {
        if (!opened.files().contains(file)) {
            throw new UserError("Showing '" + file + "': it is not in the bundle; copy the place from the report.");
        }
        return opened.text(file);
    }
}
