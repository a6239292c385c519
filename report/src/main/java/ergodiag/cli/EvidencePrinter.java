package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.cli.Screen;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.findings.Finding;
import ergodiag.report.chart.SafeText;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Places of a bundle as a person wants to see them: who said it when, the value marked, and what stands around it. */
final class EvidencePrinter {
    private static final int LINES_AROUND = 3;
    /** Members or elements before and after the marked one. */
    private static final int AROUND = 6;

    /** The first ones are always printed: they say whose row it is. */
    private static final int HEAD = 2;

    private static final int LONGEST = 160;

    private final Bundle bundle;
    private final PlacesOfBundle places;
    private final PrintWriter out;
    private final Screen screen;

    EvidencePrinter(Bundle bundle, PrintWriter out, Screen screen) {
        this.bundle = bundle;
        this.places = new PlacesOfBundle(bundle);
        this.out = out;
        this.screen = screen;
    }

    /** What a finding says, before its evidence. */
    void heading(Finding finding) {
        out.println(screen.bold(finding.code() + " " + finding.severity().word()) + "  "
                + SafeText.line(finding.prose().sentence()));
        finding.since().ifPresent(since -> out.println("Since " + since.truncatedTo(ChronoUnit.SECONDS)));
        if (!finding.prose().advice().isEmpty()) {
            out.println("Advice: " + SafeText.line(finding.prose().advice()));
        }
        out.println();
    }

    /** The value alone, as it is in the bundle. */
    String value(String reference) {
        PlacesOfBundle.Place place = PlacesOfBundle.Place.of(reference);
        if (place.pointer().isPresent()) {
            JsonNode found = places.found(place).value();
            return (found.isValueNode() ? found.asString() : found.toPrettyString()) + "\n";
        }
        return place.line() >= 0 ? places.lines(place, 0).get(0) + "\n" : places.text(place.file());
    }

    /** The value with what stands around it. */
    void place(String reference) {
        PlacesOfBundle.Place place = PlacesOfBundle.Place.of(reference);
        List<String> body = new ArrayList<>();
        if (place.pointer().isPresent()) {
            around(places.found(place), body);
        } else if (place.line() >= 0) {
            int number = Math.max(1, place.line() - LINES_AROUND);
            for (String line : places.lines(place, LINES_AROUND)) {
                body.add(marked(number == place.line(), number + "  " + SafeText.line(line)));
                number++;
            }
        } else {
            places.text(place.file()).lines().forEach(line -> body.add(SafeText.line(line)));
        }
        out.println(screen.bold(SafeText.line(reference)));
        said(place.file()).ifPresent(said -> out.println(dim(SafeText.line(said))));
        body.forEach(out::println);
        out.println();
    }

    private Optional<String> said(String file) {
        return bundle.calls().stream()
                .filter(call -> call.file().filter(file::equals).isPresent())
                .findFirst()
                .map(EvidencePrinter::said);
    }

    private static String said(Call call) {
        return who(call)
                + (call.reading().isPresent() ? ", reading " + call.reading().getAsInt() : "") + ", "
                + call.started().truncatedTo(ChronoUnit.MILLIS)
                + (call.asked().why().isEmpty()
                        ? ""
                        : ", asked for: " + call.asked().why());
    }

    private static String who(Call call) {
        if (call.tool().equals(ProfileForm.TOOL)) {
            return call.argument("file") + (call.node().isEmpty() ? "" : " of " + call.node()) + ", taken along";
        }
        return call.tool().equals(MetricsPage.TOOL)
                ? "metrics of " + call.argument("url") + call.argument("file")
                : (call.node().isEmpty() ? entry(call) : call.node()) + " answered " + call.tool();
    }

    private static String entry(Call call) {
        return call.dialect() == Dialect.OBSERVER ? "the Observer" : "the entry node";
    }

    /** The members or elements beside the value; a value that holds others is printed whole. */
    private void around(PlacesOfBundle.Found place, List<String> body) {
        JsonNode found = place.value();
        JsonPointer pointer = place.pointer();
        if (found.isContainer() || pointer.matches()) {
            found.toPrettyString().lines().forEach(line -> body.add(marked(true, SafeText.line(line))));
            return;
        }
        JsonNode parent = place.tree().at(pointer.head());
        String own = pointer.last().getMatchingProperty();
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        if (parent.isObject()) {
            for (Map.Entry<String, JsonNode> member : parent.properties()) {
                names.add(member.getKey());
                values.add(member.getValue().toString());
            }
        } else {
            for (int i = 0; i < parent.size(); i++) {
                names.add(String.valueOf(i));
                values.add(parent.get(i).toString());
            }
        }
        int at = names.indexOf(own);
        int first = Math.max(0, at - AROUND);
        for (int i = 0; i < Math.min(HEAD, first); i++) {
            body.add(marked(false, SafeText.line(names.get(i) + ": " + cut(values.get(i)))));
        }
        if (first > HEAD) {
            body.add(dim("  … " + (first - HEAD) + " more"));
        }
        for (int i = first; i < Math.min(names.size(), at + AROUND + 1); i++) {
            if (i == at && found.isString() && found.asString().indexOf('\n') >= 0) {
                // a stack: it is what was asked to be seen
                body.add(marked(true, SafeText.line(names.get(i) + ":")));
                found.asString()
                        .lines()
                        .forEach(line -> body.add(marked(true, "  " + SafeText.line(line.replace("\t", "    ")))));
            } else {
                body.add(marked(i == at, SafeText.line(names.get(i) + ": " + cut(values.get(i)))));
            }
        }
        if (names.size() > at + AROUND + 1) {
            body.add(dim("  … " + (names.size() - at - AROUND - 1) + " more"));
        }
    }

    private static String cut(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST - 1) + "…";
    }

    private String marked(boolean here, String line) {
        return here ? screen.styled("> " + line, Style.bold, Style.fg_yellow) : "  " + line;
    }

    private String dim(String line) {
        return screen.styled(line, Style.faint);
    }
}
