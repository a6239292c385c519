package ergodiag.incident;

import ergodiag.bundle.Evidence;
import ergodiag.findings.Chart;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.JsonFormat;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import ergodiag.incident.people.Notes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code incident.json}, format {@code ergodiag.incident/1}: the whole incident, times in UTC, the same bytes for the same captures and
 * files. {@code findings[].sightings[]} has one word for each of {@code captures[]}, in their order.
 */
public final class IncidentJson {
    private static final String FORMAT = "ergodiag.incident/1";

    private IncidentJson() {}

    /** Pretty-printed JSON with a line feed at its end. */
    public static String write(Incident incident, Notes notes) {
        return JsonFormat.write(new Document(
                FORMAT,
                incident.captures().stream().map(Findings::bundle).toList(),
                incident.lives().stream().map(life -> Entry.of(life, incident)).toList(),
                incident.moments(),
                incident.nodes(),
                incident.steps(),
                incident.sources().stream()
                        .map(source -> new Source(
                                source.file(), source.format(), source.read(), source.unread(), source.remarks()))
                        .toList(),
                incident.charts(),
                incident.proposals(),
                notes));
    }

    private record Document(
            String format,
            List<Findings.BundleHead> captures,
            List<Entry> findings,
            List<Happening> timeline,
            List<NodeLife> nodes,
            List<Step> changes,
            List<Source> sources,
            List<Chart> charts,
            List<Proposal> proposals,
            Notes notes) {}

    private record Source(String file, String format, long read, long unread, List<String> remarks) {}

    private record Entry(
            String id,
            String code,
            Severity severity,
            String headline,
            String sentence,
            Subject subject,
            List<Subject> also,
            String end,
            List<Sighting> sightings,
            Optional<Instant> since,
            Optional<Instant> notBefore,
            Instant lastSeen,
            Optional<Instant> overBy,
            List<String> explains,
            List<String> explainedBy,
            String gravestIn,
            List<Evidence> evidence) {

        static Entry of(FindingLife it, Incident incident) {
            Finding finding = it.gravest();
            return new Entry(
                    it.id(),
                    finding.code(),
                    it.severity(),
                    finding.prose().headline(),
                    finding.prose().sentence(),
                    finding.subject(),
                    it.also(),
                    it.end().word(),
                    it.sightings(),
                    it.since(),
                    it.notBefore(),
                    it.lastSeen(),
                    it.overBy(),
                    it.explains(),
                    it.explainedBy(),
                    incident.captures().get(it.gravestIn()).bundle().file(),
                    finding.basis().evidence());
        }
    }
}
