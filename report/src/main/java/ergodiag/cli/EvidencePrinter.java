package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.UserError;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Dialect;
import ergodiag.capture.cli.Screen;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.findings.Finding;
import ergodiag.report.chart.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Places of a bundle as a person wants to see them: who said it when, the value marked, and what stands around it. */
final class EvidencePrinter {
    private static final int LINES_AROUND = 3;
    /** Members or elements before and after the marked one. */
    private static final int AROUND = 6;

    /** The first ones are always printed: they say whose row it is. */
    private static final int HEAD = 2;

    private static final int LONGEST = 160;
    /** Bytes of a file that is not taken into memory for one place of it. */
    private static final long LONG = 1 << 20;

    private final Bundle bundle;
    private final PrintWriter out;
    private final Screen screen;

    EvidencePrinter(Bundle bundle, PrintWriter out, Screen screen) {
        this.bundle = bundle;
        this.out = out;
        this.screen = screen;
    }

    /** A place inside a bundle, as it is written. */
    private record Place(String file, Optional<String> pointer, int line) {
        static Place of(String text) {
            int hash = text.indexOf('#');
            int colon = text.lastIndexOf(':');
            if (hash >= 0) {
                return new Place(text.substring(0, hash), Optional.of(text.substring(hash + 1)), 0);
            }
            return colon >= 0 && text.substring(colon + 1).matches("[0-9]{1,9}")
                    ? new Place(text.substring(0, colon), Optional.empty(), Integer.parseInt(text.substring(colon + 1)))
                    : new Place(text, Optional.empty(), -1);
        }
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
        Place place = Place.of(reference);
        if (place.pointer().isPresent()) {
            JsonNode found = found(place).value();
            return (found.isValueNode() ? found.asString() : found.toPrettyString()) + "\n";
        }
        return place.line() >= 0 ? lines(place, 0).get(0) + "\n" : text(place.file());
    }

    /** The value with what stands around it. */
    void place(String reference) {
        Place place = Place.of(reference);
        List<String> body = new ArrayList<>();
        if (place.pointer().isPresent()) {
            around(found(place), body);
        } else if (place.line() >= 0) {
            int number = Math.max(1, place.line() - LINES_AROUND);
            for (String line : lines(place, LINES_AROUND)) {
                body.add(marked(number == place.line(), number + "  " + SafeText.line(line)));
                number++;
            }
        } else {
            text(place.file()).lines().forEach(line -> body.add(SafeText.line(line)));
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
    private void around(Found place, List<String> body) {
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

    /**
     * What stands at a place.
     *
     * @param tree the whole file; of a long one the element of a list
     * @param pointer where it stands in the tree
     */
    private record Found(JsonNode tree, JsonPointer pointer, JsonNode value) {}

    private Found found(Place place) {
        String text = place.pointer().orElse("");
        try {
            JsonPointer pointer = JsonPointer.compile(text);
            Found found = isLong(place.file())
                    ? inLong(place.file(), pointer)
                    : at(ForeignJson.mapper().readTree(text(place.file())), pointer);
            if (found.value().isMissingNode()) {
                throw new UserError("Showing " + place.file() + ": nothing stands at " + text
                        + "; copy the place from the report.");
            }
            return found;
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "Showing " + place.file() + ": '" + text + "' is no pointer; copy the place from the report.", e);
        } catch (JacksonException e) {
            throw new UserError(
                    "Showing " + place.file() + ": it is no JSON, so no pointer can be followed there; give FILE:LINE.",
                    e);
        }
    }

    private static Found at(JsonNode tree, JsonPointer pointer) {
        return new Found(tree, pointer, tree.at(pointer));
    }

    private Found inLong(String file, JsonPointer pointer) {
        try (InputStream in = bundle.open(file)) {
            return LongFile.element(in, pointer)
                    .map(of -> at(of.element(), of.rest()))
                    .orElse(at(MissingNode.getInstance(), pointer));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The line and those around it. */
    private List<String> lines(Place place, int around) {
        present(place.file());
        try (InputStream in = bundle.open(place.file())) {
            int last = place.line() < 1 ? Integer.MAX_VALUE : place.line() + around;
            LongFile.Lines lines = LongFile.lines(in, Math.max(1, last - 2 * around), last);
            if (place.line() < 1 || place.line() > lines.count()) {
                throw new UserError("Showing " + place.file() + ": it has " + lines.count() + " lines, no line "
                        + place.line() + "; copy the place from the report.");
            }
            return lines.lines();
        } catch (IOException e) {
            throw unreadable(place.file(), e);
        }
    }

    private NotABundle unreadable(String file, IOException e) {
        return new NotABundle("Reading '" + file + "' of the bundle " + bundle.path() + ": " + e.getMessage() + ".", e);
    }

    private boolean isLong(String file) {
        return bundle.files().contains(file) && bundle.size(file) > LONG;
    }

    private String text(String file) {
        present(file);
        return bundle.text(file);
    }

    private void present(String file) {
        if (!bundle.files().contains(file)) {
            throw missing(file);
        }
    }

    /** What was left out is the fault of the bundle, and what never was there that of whoever asks for it. */
    private RuntimeException missing(String file) {
        return bundle.integrity().faults().stream()
                .filter(fault -> fault.file().equals(file))
                .findFirst()
                .<RuntimeException>map(fault -> new NotABundle("Showing '" + file + "': it is not as it was written: "
                        + fault.words() + "; --trust-altered reads what can be read."))
                .orElseGet(() -> new UserError(
                        "Showing '" + file + "': it is not in the bundle; copy the place from the report."));
    }

    private String marked(boolean here, String line) {
        return here ? screen.styled("> " + line, Style.bold, Style.fg_yellow) : "  " + line;
    }

    private String dim(String line) {
        return screen.styled(line, Style.faint);
    }
}
