package ergodiag.analyze;

import ergodiag.findings.Finding;
import ergodiag.findings.Severity;
import ergodiag.findings.Threshold;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every finding there is, read from the pages of the playbooks: the one place where they are explained. */
public final class Catalogue {
    private static final Pattern HEAD = Pattern.compile("### (?<code>ED\\d{4}) (?<title>.+)");
    private static final Pattern LABEL =
            Pattern.compile("\\*\\*(?<label>[A-Z][a-z ]+)\\.\\*\\* (?<text>.*)", Pattern.DOTALL);

    private final List<Playbook> playbooks;
    /** What was read of the pages so far; a page is read once however many findings it explains. */
    private final Map<Playbook, List<Entry>> read = new HashMap<>();

    /** The catalogue of these playbooks. */
    public Catalogue(List<Playbook> playbooks) {
        this.playbooks = List.copyOf(playbooks);
    }

    /**
     * One kind of finding.
     *
     * @param code its stable code, never used for anything else
     * @param title its name
     * @param playbook number of the playbook that makes it
     * @param says what it says
     * @param inPlainWords the same for somebody who knows nothing of Ergo
     * @param matters why it matters
     * @param judged how it is judged
     * @param whatToDo what to do
     * @param severities how severe it can be
     * @param limits the limits it is judged by
     */
    public record Entry(
            String code,
            String title,
            int playbook,
            String says,
            PageText inPlainWords,
            String matters,
            String judged,
            Advice whatToDo,
            Set<Severity> severities,
            List<Threshold> limits) {

        /** What it says in plain words, of nobody in particular. */
        public String plain() {
            return inPlainWords.plain();
        }

        /** What to do, by when: the label says. */
        public Map<String, String> advice() {
            return whatToDo.plain();
        }
    }

    /** All of them, by playbook and code. */
    public List<Entry> all() {
        List<Entry> entries = new ArrayList<>();
        for (Playbook playbook : playbooks) {
            entries.addAll(of(playbook));
        }
        return List.copyOf(entries);
    }

    /** The one with this code, in any case of letters. */
    public Optional<Entry> of(String code) {
        return all().stream()
                .filter(entry -> entry.code().equals(code.strip().toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** A finding with what its page says of it, in plain words about its own subject; the same for a playbook without a page. */
    Finding explain(Finding finding, UnaryOperator<String> wording) {
        return playbooks.stream()
                .filter(playbook -> playbook.card().number() == finding.playbook())
                .flatMap(playbook -> read.computeIfAbsent(playbook, Catalogue::ofPageIfAny).stream())
                .filter(entry -> entry.code().equals(finding.code()))
                .findFirst()
                .map(entry -> finding.explained(
                        wording.apply(entry.inPlainWords().about(finding)),
                        wording.apply(entry.whatToDo().about(finding))))
                .orElse(finding);
    }

    private static List<Entry> ofPageIfAny(Playbook playbook) {
        boolean hasPage = playbook.getClass().getResource(playbook.card().name() + ".md") != null;
        return hasPage ? of(playbook) : List.of();
    }

    /** Those of one playbook. */
    public static List<Entry> of(Playbook playbook) {
        return Arrays.stream(page(playbook).split("(?m)^(?=#{2,3} )"))
                .filter(section -> section.startsWith("### "))
                .map(section -> entry(playbook, section))
                .toList();
    }

    /** The page of a playbook, Markdown. */
    public static String page(Playbook playbook) {
        String name = playbook.card().name() + ".md";
        try (InputStream in = playbook.getClass().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The page " + name + " is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(Playbook playbook, String section) {
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
        return new Entry(
                code,
                head.group("title"),
                playbook.card().number(),
                says.toString(),
                new PageText(labelled(parts, code, "In plain words")),
                labelled(parts, code, "Why it matters"),
                labelled(parts, code, "How it is judged"),
                advice(parts, code),
                severities(labelled(parts, code, "Severity")),
                limits(playbook, parts));
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

    /** The whole catalogue as one page, Markdown. */
    public String markdown() {
        StringBuilder page = new StringBuilder(
                "# Every finding\n\nWhat ergodiag can find, by playbook. `ergodiag playbooks CODE` prints one of them. A finding that another one explains is told as information under it."
                        + " This page is made from the pages of the playbooks; do not edit it.\n");
        for (Playbook playbook : playbooks) {
            page.append("\n## ")
                    .append(playbook.card().number())
                    .append(' ')
                    .append(playbook.card().title());
            page.append("\n\n").append(playbook.card().question()).append('\n');
            of(playbook).forEach(entry -> page.append('\n').append(markdown(entry)));
        }
        return page.toString();
    }

    private static String markdown(Entry entry) {
        StringBuilder text =
                new StringBuilder("### " + entry.code() + " " + entry.title() + "\n\n" + entry.says() + "\n\n");
        text.append("- Severity: ").append(severities(entry)).append('\n');
        text.append("- In plain words: ").append(entry.plain()).append('\n');
        text.append("- Why it matters: ").append(entry.matters()).append('\n');
        text.append("- How it is judged: ").append(entry.judged()).append('\n');
        entry.limits()
                .forEach(limit -> text.append("- Limit: ").append(limit(limit)).append('\n'));
        entry.advice().forEach((label, advice) -> text.append("- " + label + ": " + advice + "\n"));
        return text.toString();
    }

    /** {@code warning or information}. */
    public static String severities(Entry entry) {
        return String.join(
                " or ",
                entry.severities().stream()
                        .sorted((a, b) -> b.compareTo(a))
                        .map(Severity::word)
                        .toList());
    }

    /** {@code `network.rtt` 1000 ms, as written}. */
    private static String limit(Threshold limit) {
        return "`" + limit.key() + "` " + limit.amount() + ", " + limit.origin().word()
                + (limit.reason().isEmpty() ? "" : ": " + limit.reason());
    }
}
