package ergodiag.incident.people;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.foreign.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The notes of an incident as a file to fill in. What ergodiag writes into it stands between two comments with its sum, and is written anew each
 * time; all else is what people wrote, and stays byte for byte. What ergodiag wrote and people changed is theirs from then on.
 */
public final class Skeleton {
    private static final int SUM = 16;
    private static final Pattern GENERATED = Pattern.compile(
            "<!-- ergodiag:([a-z]+) ([0-9a-f]{16}).*?-->\\n(.*?)<!-- ergodiag:end -->\\n?", Pattern.DOTALL);

    /**
     * A part that ergodiag writes.
     *
     * @param name of small letters
     * @param markdown its text, ending with a line break
     */
    public record Generated(String name, String markdown) {}

    /**
     * What became of a file.
     *
     * @param made whether it was not there before
     * @param kept names of the parts that people changed, and that were left as they are
     */
    public record Outcome(boolean made, List<String> kept) {
        public Outcome {
            kept = List.copyOf(kept);
        }
    }

    private Skeleton() {}

    /**
     * Makes the file, or writes its generated parts anew.
     *
     * @param title heading of a new file
     * @throws WorldError when it cannot be written; what was there is there still
     */
    public static Outcome write(Path file, String title, List<Generated> parts) {
        boolean made = !Files.exists(file);
        List<String> kept = new ArrayList<>();
        String text = made ? fresh(title, parts) : renewed(WrittenText.of(file, "notes"), parts, kept);
        try {
            Path beside = file.resolveSibling(file.getFileName() + ".part");
            Files.write(beside, ForeignText.bytes(text));
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WorldError(
                    "Writing the notes " + file + ": " + e + "; choose a place you may write to with --skeleton.", e);
        }
        return new Outcome(made, kept);
    }

    /** What people wrote, without what ergodiag wrote and nobody changed. */
    static String withoutGenerated(String text) {
        Matcher found = GENERATED.matcher(text);
        StringBuilder left = new StringBuilder();
        while (found.find()) {
            found.appendReplacement(left, isUntouched(found) ? "" : Matcher.quoteReplacement(found.group(3)));
        }
        return found.appendTail(left).toString();
    }

    private static boolean isUntouched(Matcher found) {
        return sum(found.group(3)).equals(found.group(2));
    }

    private static String renewed(String text, List<Generated> parts, List<String> kept) {
        Matcher found = GENERATED.matcher(text);
        StringBuilder left = new StringBuilder();
        while (found.find()) {
            String name = found.group(1);
            String now = parts.stream()
                    .filter(part -> part.name().equals(name))
                    .map(Skeleton::marked)
                    .findFirst()
                    .orElse(found.group());
            boolean ours = isUntouched(found);
            if (!ours) {
                kept.add(name);
            }
            found.appendReplacement(left, Matcher.quoteReplacement(ours ? now : found.group()));
        }
        return found.appendTail(left).toString();
    }

    private static String fresh(String title, List<Generated> parts) {
        StringBuilder text = new StringBuilder("# " + title + "\n");
        for (Notes.Part part : Notes.Part.values()) {
            if (part != Notes.Part.OTHER) {
                text.append("\n## ")
                        .append(part.title())
                        .append("\n\n<!-- ")
                        .append(hint(part))
                        .append(" -->\n");
            }
            if (part == Notes.Part.ACTIONS) {
                text.append("\n| Action | Owner | Due | Ticket |\n| --- | --- | --- | --- |\n|  |  |  |  |\n");
            }
        }
        parts.forEach(part -> text.append('\n').append(marked(part)));
        return text.toString();
    }

    private static String hint(Notes.Part part) {
        return switch (part) {
            case SUMMARY ->
                "Two or three sentences for who reads nothing else. Comments such as this one are not printed.";
            case IMPACT -> "Who was hit, how many, for how long; what was lost, and what was not.";
            case DETECTION -> "Who or what noticed it first, how long after it began, and what should have noticed it.";
            case RESPONSE -> "What was tried, what helped, what did not.";
            case ROOT_CAUSE -> "Why it could happen. The report says what was found; here stands why.";
            case LESSONS -> "What went well, what did not, where you were lucky.";
            case ACTIONS -> "One row each; proposals of the findings stand below and in the report, apart from yours.";
            case OTHER -> "";
        };
    }

    private static String marked(Generated part) {
        String text = part.markdown()
                .lines()
                .map(line -> ForeignText.shown(line).replace("-->", "-- >") + "\n")
                .collect(Collectors.joining());
        return "<!-- ergodiag:" + part.name() + " " + sum(text)
                + " written anew at each run, unless you change it -->\n" + text + "<!-- ergodiag:end -->\n";
    }

    private static String sum(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, SUM);
    }
}
