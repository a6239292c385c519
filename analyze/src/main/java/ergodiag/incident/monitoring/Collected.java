package ergodiag.incident.monitoring;

import ergodiag.bundle.foreign.ForeignText;
import ergodiag.redact.Redaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What was taken out of a file of monitoring so far. */
final class Collected {
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_REMARKS = 20;

    private final Alerts alerts;
    private final Redaction redaction;
    private final Map<List<Object>, Measured> series = new LinkedHashMap<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private long read;
    private long unread;
    private long infinite;
    private boolean answered;

    Collected(Alerts alerts, Redaction redaction) {
        this.alerts = alerts;
        this.redaction = redaction;
    }

    /** A series, or more of one that is there. */
    void add(Measured more) {
        Measured there = series.computeIfAbsent(
                List.of(more.name, more.labels), key -> new Measured(clean(more.name), cleaned(more.labels)));
        read += more.size();
        there.addAll(more);
    }

    private Map<String, String> cleaned(Map<String, String> labels) {
        Map<String, String> clean = new LinkedHashMap<>();
        labels.forEach((key, value) -> clean.put(clean(key), clean(value)));
        return clean;
    }

    void alert(JsonNode alert) {
        if (alerts.add(alert, this::clean)) {
            read++;
        } else {
            unread++;
        }
    }

    /** What cannot be drawn is a gap. */
    double drawn(double value) {
        if (Double.isInfinite(value)) {
            infinite++;
            return Double.NaN;
        }
        return value;
    }

    void unread(long more) {
        unread += more;
    }

    /** A whole sentence; each is said once. */
    void remark(String sentence) {
        if (remarks.size() < MOST_REMARKS) {
            remarks.add(sentence);
        }
    }

    /** A text of the file, as it can be printed: one line, without secrets. */
    String clean(String text) {
        String line = redaction.text(text).replaceAll("\\s+", " ").strip();
        return ForeignText.shown(line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…");
    }

    Collection<Measured> series() {
        return series.values();
    }

    /** An answer that has nothing in it. */
    void nothing() {
        answered = true;
        remark("An answer has nothing in it: no series was stored under that name at that time, or no alert fired.");
    }

    /** Whether nothing was of monitoring. */
    boolean isUnknown() {
        return read == 0 && !answered;
    }

    long read() {
        return read;
    }

    long unread() {
        return unread;
    }

    List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        if (infinite > 0) {
            all.add("Values that are infinite are drawn as gaps: " + infinite + ".");
        }
        all.addAll(alerts.remarks());
        return all;
    }
}
