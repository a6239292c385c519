package ergodiag.playbooks.bottleneck;

import ergodiag.analyze.Examination;
import ergodiag.analyze.Examination.FindingBuilder;
import ergodiag.analyze.Words;
import ergodiag.cluster.Activity;
import ergodiag.cluster.TopFrame;
import ergodiag.cluster.stacks.StackSample;
import ergodiag.ergo.process.ProcessRow;
import ergodiag.findings.Numbers;
import ergodiag.findings.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes down that a process stood still for a while, once or now and then, and where in its code it did. */
final class StallFindings {
    private final Candidate suspect;
    private final Activity activity;
    private final Stalls stalls;
    private final Examination examination;

    StallFindings(Candidate suspect, Stalls stalls, Examination examination) {
        this.suspect = suspect;
        this.activity = suspect.activity();
        this.stalls = stalls;
        this.examination = examination;
    }

    /** A warning when it comes again, or when once was long enough for every call to run into its time-out. */
    void stalls() {
        boolean again = stalls.spells().size() > 1;
        boolean over = stalls.last().over();
        boolean matters = again || stalls.longest() >= examination.limit(BottleneckLimits.CALLBACK);
        List<StackSample> there = sightings();
        Optional<TopFrame> place = there.stream()
                .map(StackSample::standing)
                .reduce((earlier, later) -> later)
                .or(() -> suspect.stands().map(stands -> stands.standing()));
        double every = stalls.every();
        FindingBuilder finding = suspect.finding(
                        "ED0213",
                        matters ? Severity.WARNING : Severity.INFO,
                        place.map(TopFrame::function),
                        examination)
                .title(
                        "%s on %s stood still %s",
                        suspect.label(),
                        suspect.node().name(),
                        again ? Words.many(stalls.spells().size(), "time") + ", for " + lengths() : "for " + lengths())
                .sentence(
                        "%s: %s messages a second came and it took none, up to %s waited%s%s%s.",
                        every > 0 ? ", every " + Words.seconds(Math.rint(every)) : "",
                        Numbers.number(activity.arrivedPerSecond()),
                        Numbers.count(stalls.waiting()),
                        over
                                ? "; " + (again ? "in between" : "before and after") + " it kept up"
                                : "; at the last reading it still stood still",
                        stalls.earlier() > 0
                                ? "; by its running time it did so about " + Words.many(stalls.earlier(), "time")
                                        + " before the window, too"
                                : "",
                        place.map(frame -> "; it then "
                                        + (there.isEmpty() || !there.get(0).certain() ? "probably " : "")
                                        + "stands in " + frame.function()
                                        + (frame.what().isEmpty()
                                                        || frame.what().equals(TopFrame.CALL)
                                                ? ""
                                                : " (" + frame.what() + ")"))
                                .orElse(""))
                .aspect(over ? again ? "" : "once" : "still on")
                .since(stalls.since())
                .number("stalls", stalls.spells().size(), "stalls")
                .number("longest stall", stalls.longest(), "s")
                .number("messages waiting at most", stalls.waiting(), "messages")
                .number("messages arriving", activity.arrivedPerSecond(), "messages/s")
                .wouldChange("Readings in which messages wait and it takes some between each two of them.");
        if (every > 0) {
            finding.number("from stall to stall", every, "s");
        }
        stalls.readings().forEach(index -> {
            ProcessRow row = activity.process().rows().readings().get(index).it();
            finding.evidence(
                    row.at().field("MessagesIn", row.messagesIn()), row.at().field("MessagesMailbox", row.mailbox()));
        });
        place.ifPresent(frame -> finding.evidence(frame.evidence()));
        finding.add();
    }

    /** {@code 5 s each}, {@code 2.1 s to 5 s}. */
    private String lengths() {
        String longest = Words.seconds(round(stalls.longest()));
        String shortest = Words.seconds(round(stalls.shortest()));
        return stalls.spells().size() == 1
                ? longest
                : longest.equals(shortest) ? longest + " each" : shortest + " to " + longest;
    }

    private static double round(double seconds) {
        return Math.rint(10 * seconds) / 10;
    }

    /** The stacks that show it in one of its stalls, where most of them show it. */
    private List<StackSample> sightings() {
        Map<String, List<StackSample>> places =
                StackSample.of(suspect.node()).getOrDefault(activity.process().pid(), List.of()).stream()
                        .filter(sample -> stalls.covers(sample.dump().at()))
                        .collect(Collectors.groupingBy(
                                sample -> sample.standing().function()));
        return places.values().stream()
                .max(Comparator.comparingInt((List<StackSample> samples) -> samples.size())
                        .thenComparing(samples -> samples.get(0).standing().function()))
                .orElse(List.of());
    }
}
