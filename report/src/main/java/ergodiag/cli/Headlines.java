package ergodiag.cli;

import ergodiag.capture.cli.Screen;
import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What a report says, in a few lines for whoever started it: a person at a terminal gets the three most important sentences in colours,
 * a file or a pipeline all of them, as text.
 */
final class Headlines {
    private static final int AT_A_GLANCE = 3;

    private Headlines() {}

    /** @param person whether somebody reads it on a terminal */
    static void print(List<Finding> findings, boolean person, Screen screen, PrintWriter out) {
        List<Finding> faults = findings.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        int shown = person ? Math.min(AT_A_GLANCE, faults.size()) : faults.size();
        faults.subList(0, shown).forEach(fault -> out.println(line(fault, screen)));
        if (shown < faults.size()) {
            out.println("          and " + (faults.size() - shown) + " more, in the report");
        }
    }

    private static String line(Finding fault, Screen screen) {
        String word = String.format(Locale.ROOT, "%-9s", fault.severity().word());
        String coloured = fault.severity() == Severity.CRITICAL ? screen.red(word) : screen.yellow(word);
        return coloured + " " + fault.code() + "  " + fault.prose().sentence();
    }
}
