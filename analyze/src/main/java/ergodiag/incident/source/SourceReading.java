package ergodiag.incident.source;

import ergodiag.findings.Chart;
import java.util.List;

/**
 * What was read of one file.
 *
 * @param file its name, without folders
 * @param format what it was recognised as, in words ({@code slog JSON}, {@code Prometheus query_range}); "" where it is nothing that we know
 * @param events what happened, in the order of time
 * @param charts numbers over time, of kind LINE, times by the clock of who wrote them
 * @param read number of its lines, rows or samples that were understood
 * @param unread number of those that were not
 * @param remarks whole sentences: what was assumed (year, zone, date), what was passed over and why
 */
public record SourceReading(
        String file,
        String format,
        List<Event> events,
        List<Chart> charts,
        long read,
        long unread,
        List<String> remarks) {

    public SourceReading {
        events = List.copyOf(events);
        charts = List.copyOf(charts);
        remarks = List.copyOf(remarks);
    }

    /** Whether all of it was understood. */
    public boolean whole() {
        return !format.isEmpty() && unread == 0;
    }
}
