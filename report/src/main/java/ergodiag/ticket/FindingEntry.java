package ergodiag.ticket;

import ergodiag.markup.Block.Entry;
import ergodiag.markup.Span;
import ergodiag.report.Page.Exhibit;
import ergodiag.report.Page.Item;
import ergodiag.report.chart.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A finding as an entry of a list. */
final class FindingEntry {
    private static final int LONGEST_VALUE = 80;
    private static final int LONGEST_LINE = 700;
    private static final int MOST_NUMBERS = 6;
    private static final int MOST_EXPLAINED = 2;

    private FindingEntry() {}

    /** What was found, in a sentence. */
    static Entry brief(Item item) {
        return new Entry(head(item), List.of());
    }

    /** With its numbers, what it rests on, advice, and what it explains. */
    static Entry whole(Item item, int exhibits) {
        List<List<Span>> below = new ArrayList<>();
        String numbers = Stream.concat(
                        item.since().isEmpty() ? Stream.of() : Stream.of("since " + item.since()),
                        item.numbers().stream()
                                .limit(MOST_NUMBERS)
                                .map(number -> number.name() + ": " + number.value()))
                .collect(Collectors.joining("; "));
        if (!numbers.isEmpty()) {
            below.add(words(Character.toUpperCase(numbers.charAt(0)) + numbers.substring(1)));
        }
        if (exhibits > 0 && !item.evidence().isEmpty()) {
            below.add(evidence(item.evidence(), exhibits));
        }
        if (!item.advice().isEmpty()) {
            below.add(words("Advice: " + item.advice()));
        }
        item.explains().stream()
                .limit(MOST_EXPLAINED)
                .forEach(link -> below.add(words("Explains: " + link.sentence() + " (" + link.code() + ")")));
        if (item.explains().size() > MOST_EXPLAINED) {
            below.add(words("Explains " + (item.explains().size() - MOST_EXPLAINED) + " more"));
        }
        if (!item.nextCapture().isEmpty()) {
            below.add(List.of(new Span.Words("To see more: "), new Span.Code(line(item.nextCapture()))));
        }
        return new Entry(head(item), below);
    }

    private static List<Span> head(Item item) {
        return List.of(
                new Span.Strong(item.badge().word()),
                new Span.Words(" " + line(item.sentence()) + " (" + item.code() + ")"));
    }

    private static List<Span> evidence(List<Exhibit> exhibits, int most) {
        List<Span> line = new ArrayList<>();
        String before = "Evidence: ";
        for (Exhibit exhibit : exhibits.stream().limit(most).toList()) {
            line.add(new Span.Words(before));
            line.add(new Span.Code(line(exhibit.place())));
            line.add(new Span.Words(": "));
            line.add(new Span.Code(SafeText.shortened(line(exhibit.value()), LONGEST_VALUE)));
            before = ", ";
        }
        return line;
    }

    private static List<Span> words(String text) {
        return List.of(new Span.Words(line(text)));
    }

    /** A text of the bundle as one line with single blanks. */
    static String line(String text) {
        return SafeText.shortened(SafeText.line(text).replaceAll("\\s+", " ").strip(), LONGEST_LINE);
    }
}
