package ergodiag.bench;

import ergodiag.testing.SecretCarrier;
import ergodiag.testing.SecretLine;
import ergodiag.testing.SecretScore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What redaction makes of a corpus in everything that carries texts.
 *
 * @param name what the table calls it
 * @param shown whether what leaks is told word for word
 */
record ScoredCorpus(String name, boolean shown, Map<SecretCarrier, SecretScore> scores) {
    static final String HEAD = String.format(
            Locale.ROOT,
            "%-8s %-13s %14s %14s %8s %7s",
            "corpus",
            "carrier",
            "secrets gone",
            "harmless kept",
            "words",
            "broken");

    static ScoredCorpus of(String name, boolean shown, List<SecretLine> lines) throws IOException {
        Map<SecretCarrier, SecretScore> scores = new EnumMap<>(SecretCarrier.class);
        for (SecretCarrier carrier : SecretCarrier.values()) {
            scores.put(carrier, SecretScore.of(lines, carrier));
        }
        return new ScoredCorpus(name, shown, scores);
    }

    /** A row for each carrier. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        scores.forEach((carrier, score) -> rows.add(String.format(
                Locale.ROOT,
                "%-8s %-13s %14s %14s %6.1f %% %7d",
                name,
                called(carrier),
                score.gone() + " of " + score.secrets(),
                score.kept() + " of " + score.harmless(),
                100 * part(score.wordsLeft(), score.words()),
                score.broken())));
        return rows;
    }

    /** Which forms leak or are changed though harmless, and where. */
    List<String> faults() {
        Map<String, TreeSet<String>> where = new TreeMap<>();
        Map<String, String> examples = new TreeMap<>();
        scores.forEach((carrier, score) -> {
            score.leaks().forEach((form, now) -> {
                where.computeIfAbsent("LEAKS   " + form, any -> new TreeSet<>()).add(called(carrier));
                examples.putIfAbsent("LEAKS   " + form, now);
            });
            score.changes().forEach((form, now) -> {
                where.computeIfAbsent("CHANGED " + form, any -> new TreeSet<>()).add(called(carrier));
                examples.putIfAbsent("CHANGED " + form, now);
            });
        });
        List<String> faults = new ArrayList<>();
        where.forEach((what, carriers) -> faults.add(name + ": " + what
                + (carriers.size() == scores.size() ? " everywhere" : " in " + String.join(", ", carriers))
                + (shown ? " | " + examples.get(what).replace("\n", "⏎") : "")));
        return faults;
    }

    /** The carriers in which less is gone, kept or whole than that; parts of one. */
    List<String> below(double gone, double kept, double words) {
        List<String> below = new ArrayList<>();
        scores.forEach((carrier, score) -> {
            if (part(score.gone(), score.secrets()) < gone
                    || part(score.kept(), score.harmless()) < kept
                    || part(score.wordsLeft(), score.words()) < words
                    || score.broken() > 0) {
                below.add(name + " in " + called(carrier));
            }
        });
        return below;
    }

    private static double part(long some, long all) {
        return (double) some / Math.max(1, all);
    }

    private static String called(SecretCarrier carrier) {
        return carrier.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
