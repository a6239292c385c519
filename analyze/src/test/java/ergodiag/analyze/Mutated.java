package ergodiag.analyze;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.ledger.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recording as if it came from another system: all nodes, pids, registered names, applications, behaviours, functions and events renamed
 * consistently in every file, and only every third reading kept. A verdict that survives this rests on meaning and not on the sample.
 */
public final class Mutated {
    private static final Path SAMPLES = Path.of("..", "samples");
    private static final int KEEP = 3;
    private static final Pattern NODE = Pattern.compile("node(\\d+)@localhost");
    private static final Pattern PID =
            Pattern.compile("(?<=[<_]|\\\\u003c)([0-9A-F]{8})(?=[.:])(\\.0\\.(\\d+)(?=[>_]|\\\\u003e))?");
    private static final Pattern CODE =
            Pattern.compile("(?<![\\w./])main\\.(\\(\\*)?([A-Za-z]\\w*)(\\)?)(\\.(?!func\\d)[a-z]\\w*)?");
    private static final Pattern NAMED = Pattern.compile(
            "\"(?:Name|name|Application|application)\": \"(?!mcp|system)([A-Za-z]\\w*)\"|Event#(?:<|\\\\u003c)[0-9A-F]{8}:(?!core\\b)(\\w+)(?:>|\\\\u003e)");
    private static final Pattern READING = Pattern.compile("\"reading\": (\\d+)");

    private final Set<String> names = new HashSet<>();

    private Mutated() {}

    /** The recording of that name, unchanged. */
    public static Bundle original(String name) {
        return Bundle.open(SAMPLES.resolve(name + ".zip"));
    }

    /** The recording of that name, renamed and thinned out, written into a new folder below {@code folder}. */
    public static Bundle sample(Path folder, String name) {
        Path target = folder.resolve("mutated-" + name);
        try (Bundle original = original(name)) {
            new Mutated().write(original, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bundle.open(target);
    }

    /** What a node, pid, behaviour or function of a recording is called in its mutation. */
    public static String renamed(String text) {
        return new Mutated().rename(text);
    }

    /** What a registered name, application or event of a recording is called in its mutation. */
    public static String renamedName(String name) {
        return rot13(name);
    }

    private void write(Bundle original, Path target) throws IOException {
        Set<String> files = new LinkedHashSet<>();
        files.add("manifest.json");
        for (Call call : original.calls()) {
            if (!isLeftOut(call.reading().orElse(0))) {
                call.file().filter(original.files()::contains).ifPresent(files::add);
                if (call.tool().matches("process_list|app_list|event_list")) {
                    call.file().ifPresent(file -> learn(original.text(file)));
                }
            }
        }
        for (String file : files) {
            write(target, rename(file), rename(original.text(file)));
        }
        StringBuilder ledger = new StringBuilder();
        original.text("calls.jsonl").lines().forEach(line -> {
            Matcher reading = READING.matcher(line);
            if (!reading.find() || !isLeftOut(Integer.parseInt(reading.group(1)))) {
                ledger.append(rename(line)).append('\n');
            }
        });
        write(target, "calls.jsonl", ledger.toString());
    }

    private static boolean isLeftOut(int reading) {
        return reading > 0 && reading % KEEP != 1;
    }

    private static void write(Path target, String file, String text) throws IOException {
        Path path = target.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void learn(String text) {
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            names.add(named.group(1) != null ? named.group(1) : named.group(2));
        }
    }

    private String rename(String text) {
        String nodes = NODE.matcher(text).replaceAll("trade-$1@fra");
        String pids = PID.matcher(nodes)
                .replaceAll(match -> new StringBuilder(match.group(1)).reverse()
                        + (match.group(2) == null ? "" : ".0." + (Long.parseLong(match.group(3)) + 7000)));
        String code = CODE.matcher(pids)
                .replaceAll(match -> Matcher.quoteReplacement("desk."
                        + orNothing(match.group(1))
                        + (match.group(2).equals("main") ? "main" : rot13(match.group(2)))
                        + match.group(3)
                        + rot13(orNothing(match.group(4)))));
        return names.isEmpty() ? code : renameWords(code);
    }

    /** Word by word and without a regular expression: recordings have tens of megabytes. */
    private String renameWords(String text) {
        StringBuilder renamed = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isWord(text.charAt(i))) {
                String word = text.substring(start, i);
                renamed.append(names.contains(word) ? rot13(word) : word);
                if (i < text.length()) {
                    renamed.append(text.charAt(i));
                }
                start = i + 1;
            }
        }
        return renamed.toString();
    }

    private static boolean isWord(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static String orNothing(String group) {
        return group == null ? "" : group;
    }

    private static String rot13(String text) {
        StringBuilder turned = new StringBuilder();
        for (char c : text.toCharArray()) {
            char base = Character.isUpperCase(c) ? 'A' : 'a';
            boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            turned.append(letter ? (char) ((c - base + 13) % 26 + base) : c);
        }
        return turned.toString();
    }
}
