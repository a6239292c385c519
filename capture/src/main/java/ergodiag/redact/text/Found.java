package ergodiag.redact.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places of one text at which secrets stand. They may come in any order and overlap. */
public final class Found {
    /** With what begins what stands in the place of a value that was taken out. */
    public static final String MARK_BEGINS = "[removed:";

    /** What stands in the place of a value that was taken out before; it is no secret. */
    private static final Pattern MARK = Pattern.compile(Pattern.quote(MARK_BEGINS) + "[0-9a-f]{8}]");

    private final List<Place> places = new ArrayList<>();

    private record Place(int start, int end, SecretKind kind) {}

    /** What stands in the place of a secret. */
    public interface Words {
        String of(String secret, SecretKind kind);
    }

    void add(int start, int end, SecretKind kind) {
        if (end > start) {
            places.add(new Place(start, end, kind));
        }
    }

    /** Adds all of it to what was found in another text, at the places that it stands at there. */
    void addTo(Found other, IntUnaryOperator start, IntUnaryOperator end) {
        for (Place place : places) {
            other.add(start.applyAsInt(place.start), end.applyAsInt(place.end), place.kind);
        }
    }

    /** Adds what was found in a line that begins so far into the text. */
    void add(Found line, int start) {
        line.addTo(this, at -> start + at, at -> start + at);
    }

    /** Adds what of a longer text stands behind a place. */
    void addAfter(Found all, int from) {
        for (Place place : all.places) {
            if (place.start >= from) {
                add(place.start - from, place.end - from, place.kind);
            }
        }
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** The text with each secret in other words; the same object when there is none. */
    public String replaced(String text, Words words) {
        if (places.isEmpty()) {
            return text;
        }
        List<Place> marks = marks(text);
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (Place place : merged()) {
            if (marks.stream().noneMatch(mark -> mark.start <= place.start && place.end <= mark.end)) {
                out.append(text, done, place.start)
                        .append(words.of(text.substring(place.start, place.end), place.kind));
                done = place.end;
            }
        }
        return done == 0 ? text : out.append(text, done, text.length()).toString();
    }

    private List<Place> merged() {
        places.sort(Comparator.comparingInt(Place::start).thenComparing(Place::end, Comparator.reverseOrder()));
        List<Place> merged = new ArrayList<>();
        for (Place place : places) {
            Place last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || place.start >= last.end) {
                merged.add(place);
            } else if (place.end > last.end) {
                merged.set(merged.size() - 1, new Place(last.start, place.end, last.kind));
            }
        }
        return merged;
    }

    private static List<Place> marks(String text) {
        List<Place> marks = new ArrayList<>();
        if (text.contains(MARK_BEGINS)) {
            Matcher mark = MARK.matcher(text);
            while (mark.find()) {
                marks.add(new Place(mark.start(), mark.end(), SecretKind.KNOWN));
            }
        }
        return marks;
    }
}
