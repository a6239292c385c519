package ergodiag.analyze;

import ergodiag.findings.CatalogueEntry;
import ergodiag.findings.Severity;
import ergodiag.findings.Threshold;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of a playbook: a section for each of its findings, whose parts have labels.
 *
 * @param playbook whose it is
 * @param text the page, Markdown
 */
record PlaybookPage(Playbook playbook, String text) {
    private static final Pattern HEAD = Pattern.compile("### (?<code>ED\\d{4}) (?<title>.+)");
    private static final Pattern LABEL =
            Pattern.compile("\\*\\*(?<label>[A-Z][a-z ]+)\\.\\*\\* (?<text>.*)", Pattern.DOTALL);

    /** The one that is packaged with the playbook. */
    static PlaybookPage of(Playbook playbook) {
        String name = name(playbook);
        try (InputStream in = playbook.getClass().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The page " + name + " is not packaged");
            }
            return new PlaybookPage(playbook, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether one is packaged with the playbook. */
    static boolean isThere(Playbook playbook) {
        return playbook.getClass().getResource(name(playbook)) != null;
    }

    private static String name(Playbook playbook) {
        return playbook.card().name() + ".md";
    }

    /** What it says of each finding, in its order. */
    List<Explanation> explanations() {
        return Arrays.stream(text.split("(?m)^(?=#{2,3} )"))
                .filter(section -> section.startsWith("### "))
                .map(section -> explanation(playbook, section))
                .toList();
    }

    private static Explanation explanation(Playbook playbook, String section) {
        String[] parts = section.strip().split("\\n\\s*\\n");
        Matcher head = HEAD.matcher(parts[0].strip());
        if (!head.matches()) {
            throw new IllegalStateException("The page of " + playbook.card().name() + " has no code in: " + parts[0]);
        }
        StringBuilder says = new StringBuilder();
        for (int i = 1; i < parts.length && !parts[i].startsWith("**"); i++) {
            says.append(says.length() == 0 ? "" : " ").append(line(parts[i]));
        }
        String code = head.group("code");
        PageText plain = new PageText(labelled(parts, code, "In plain words"));
        Advice advice = advice(parts, code);
        return new Explanation(
                new CatalogueEntry(
                        code,
                        head.group("title"),
                        playbook.card().number(),
                        says.toString(),
                        plain.plain(),
                        labelled(parts, code, "Why it matters"),
                        labelled(parts, code, "How it is judged"),
                        advice.plain(),
                        severities(labelled(parts, code, "Severity")),
                        limits(playbook, parts)),
                plain,
                advice);
    }

    private static String labelled(String[] parts, String code, String label) {
        return label(parts, label)
                .orElseThrow(() -> new IllegalStateException("The page does not say of " + code + ": " + label));
    }

    private static Optional<String> label(String[] parts, String label) {
        return labels(parts)
                .filter(part -> part.group("label").equals(label))
                .map(part -> line(part.group("text")))
                .findFirst();
    }

    private static Stream<Matcher> labels(String[] parts) {
        return Arrays.stream(parts).map(part -> LABEL.matcher(part.strip())).filter(Matcher::matches);
    }

    private static Advice advice(String[] parts, String code) {
        Map<String, PageText> when = new LinkedHashMap<>();
        labels(parts)
                .filter(part -> part.group("label").startsWith(Advice.WHEN))
                .forEach(part -> when.put(
                        part.group("label").substring(Advice.WHEN.length()), new PageText(line(part.group("text")))));
        return new Advice(new PageText(labelled(parts, code, Advice.LABEL)), when);
    }

    private static Set<Severity> severities(String text) {
        Set<Severity> severities = EnumSet.noneOf(Severity.class);
        for (String word : text.toUpperCase(Locale.ROOT).replace(".", "").split(", ")) {
            severities.add(word.equals("INFORMATION") ? Severity.INFO : Severity.valueOf(word));
        }
        return severities;
    }

    private static List<Threshold> limits(Playbook playbook, String[] parts) {
        return label(parts, "Limits").stream()
                .flatMap(text -> Arrays.stream(text.replaceAll("[`.]$|^`", "").split("`?,? `?")))
                .map(key -> key.replace("`", ""))
                .map(key -> playbook.card().thresholds().stream()
                        .filter(threshold -> threshold.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("There is no limit " + key)))
                .toList();
    }

    private static String line(String paragraph) {
        return paragraph.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
