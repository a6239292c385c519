package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Excess;
import ergodiag.bundle.Gap;
import ergodiag.bundle.Integrity;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.sign.Signed;
import ergodiag.ergo.NaturalOrder;
import ergodiag.ergo.PlaybookName;
import ergodiag.ergo.Tool;
import ergodiag.findings.IntegritySummary;
import ergodiag.findings.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Evidence that cannot be read as it was captured: replies that the ledger names and the bundle does not hold, files that were altered since, and
 * what is too large for the memory of this program.
 * What they said is not known, so no playbook that reads such replies calls anything healthy.
 */
final class LostReplies {
    private static final String WHOLE = "ergodiag verify BUNDLE";
    private static final String MEMORY = "java -Xmx4g -jar ergodiag.jar report BUNDLE";
    private static final int NAMED = 3;

    /** Why a reply is not there to be read. */
    private enum Why {
        MISSING,
        ALTERED,
        TOO_LARGE
    }

    /** Replies of one tool of one node. */
    private record Key(String node, String tool, List<Tool> answers, Why why) {}

    private final Integrity integrity;
    private final Excess excess;
    private final Map<Key, Set<String>> files = new LinkedHashMap<>();

    private LostReplies(Bundle bundle) {
        this.integrity = bundle.integrity();
        this.excess = bundle.excess();
    }

    static LostReplies of(Bundle bundle) {
        LostReplies lost = new LostReplies(bundle);
        Set<String> altered = Set.copyOf(bundle.integrity().files(Integrity.Kind.ALTERED));
        Set<String> added = Set.copyOf(bundle.integrity().files(Integrity.Kind.ADDED));
        for (Call call : bundle.calls()) {
            Optional<String> file = call.file().filter(name -> !bundle.files().contains(name));
            if (call.outcome().answered() && file.isPresent()) {
                boolean changed = altered.contains(file.get()) || added.contains(file.get());
                lost.add(call, changed ? Why.ALTERED : Why.MISSING);
            }
        }
        bundle.excess().calls().forEach(call -> lost.add(call, Why.TOO_LARGE));
        return lost;
    }

    private void add(Call call, Why why) {
        files.computeIfAbsent(new Key(call.node(), call.tool(), Tool.answeredBy(call), why), key -> new TreeSet<>())
                .add(call.file().orElseThrow());
    }

    /** What a playbook would have read. The manifest and the ledger are read by all of them. */
    List<Gap> of(PlaybookName playbook) {
        List<Gap> gaps = new ArrayList<>();
        if (!integrity.trusted()) {
            integrity.readAnyway().stream()
                    .map(file -> new Gap(
                            file + " is not as it was captured: what was asked, and what failed, is not certain",
                            "",
                            "",
                            WHOLE))
                    .forEach(gaps::add);
        }
        if (excess.ledger()) {
            gaps.add(new Gap(
                    "the ledger is longer than is read of it: what else was asked is not known", "", "", MEMORY));
        }
        if (!excess.nodes().isEmpty()) {
            gaps.add(new Gap(nodes() + ": what they said is not known", "", "", ""));
        }
        files.entrySet().stream()
                .filter(lost -> lost.getKey().answers().stream().anyMatch(playbook::reads))
                .sorted(Comparator.comparing(
                        lost -> lost.getKey().node() + " " + lost.getKey().tool()))
                .map(lost -> gap(lost.getKey(), lost.getValue()))
                .forEach(gaps::add);
        return gaps;
    }

    private static Gap gap(Key key, Set<String> lost) {
        String first = lost.iterator().next();
        String many = Words.many(lost.size(), "reply");
        boolean one = lost.size() == 1;
        String reason = switch (key.why()) {
            case ALTERED -> many + (one ? " was" : " were") + " altered since captured, " + first;
            case MISSING -> many + " that the ledger names " + (one ? "is" : "are") + " not in the bundle, " + first;
            case TOO_LARGE -> many + (one ? " is" : " are") + " too large to be read here, " + first;
        };
        return new Gap(reason, key.node(), key.tool(), key.why() == Why.TOO_LARGE ? MEMORY : WHOLE);
    }

    /** A sentence about each kind of fault; none for a bundle that is as it was written. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Integrity.Kind kind : Integrity.Kind.values()) {
            List<String> concerned = new ArrayList<>(integrity.files(kind));
            if (!integrity.trusted()) {
                concerned.removeAll(integrity.readAnyway());
            }
            if (!concerned.isEmpty()) {
                notes.add(Words.many(concerned.size(), "file") + (concerned.size() == 1 ? " was " : " were ")
                        + kind.word() + " since the bundle was written (" + named(concerned) + ")"
                        + what(kind, concerned.size()));
            }
        }
        if (!integrity.trusted()) {
            integrity
                    .readAnyway()
                    .forEach(
                            file -> notes.add(
                                    file + " is not as it was when the bundle was written, and is read all the same,"
                                            + " since nothing can be read without it: what was asked, and what failed, is not certain."));
        }
        if (!excess.nodes().isEmpty()) {
            notes.add(nodes() + ".");
        }
        if (!excess.calls().isEmpty()) {
            List<String> large = List.copyOf(excess.files());
            notes.add(Words.many(large.size(), "reply") + (large.size() == 1 ? " is" : " are")
                    + " too large for the memory that this program may use (" + named(large) + ") and "
                    + (large.size() == 1 ? "counts" : "count")
                    + " as not captured; with more memory (-Xmx) they are read.");
        }
        long missing = files.entrySet().stream()
                .filter(lost -> lost.getKey().why() == Why.MISSING)
                .mapToLong(lost -> lost.getValue().size())
                .sum();
        if (missing > 0 && integrity.files(Integrity.Kind.MISSING).isEmpty()) {
            notes.add("Of the replies that the ledger names " + Numbers.count(missing) + (missing == 1 ? " is" : " are")
                    + " not in the bundle: it was cut or altered after it was written.");
        }
        return notes;
    }

    private String nodes() {
        List<String> names =
                excess.nodes().stream().sorted(NaturalOrder.OF_NAMES).toList();
        return Words.many(names.size(), "node") + " more answered than are looked at (" + named(names) + ")";
    }

    private String what(Integrity.Kind kind, int files) {
        if (kind == Integrity.Kind.MISSING) {
            return ".";
        }
        return integrity.trusted()
                ? "; read all the same, because of --trust-altered."
                : " and " + (files == 1 ? "counts" : "count") + " as not captured.";
    }

    private static String named(List<String> files) {
        return String.join(", ", files.subList(0, Math.min(NAMED, files.size())))
                + (files.size() > NAMED ? " and " + Numbers.count(files.size() - NAMED) + " more" : "");
    }

    /** The same for findings.json; empty where nobody compared. */
    Optional<IntegritySummary> summary() {
        Signed signed = integrity.signed();
        List<String> tooLarge =
                new ArrayList<>(excess.ledger() || !excess.nodes().isEmpty() ? List.of("calls.jsonl") : List.of());
        tooLarge.addAll(excess.files());
        return integrity.checked() == 0 && tooLarge.isEmpty()
                ? Optional.empty()
                : Optional.of(new IntegritySummary(
                        integrity.checked(),
                        integrity.files(Integrity.Kind.ALTERED),
                        integrity.files(Integrity.Kind.MISSING),
                        integrity.files(Integrity.Kind.ADDED),
                        tooLarge,
                        integrity.trusted(),
                        signed.state() == Signed.State.SIGNED ? signed.by() : Optional.empty(),
                        signed.isAcceptable() ? Optional.empty() : Optional.of(signed.state())));
    }
}
