package ergodiag.verdicts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Other names for everything that a cluster's makers name: nodes, hosts, applications, processes, events, types, functions and their package,
 * which is no longer {@code main}, and the checksum of the node in pids. The same name is called the same everywhere.
 */
final class OtherNames {
    private static final Pattern CODE =
            Pattern.compile("(?<![\\w./])main\\.(?:\\(\\*([A-Z]\\w*)\\)|([A-Za-z]\\w*))(?:\\.([a-z]\\w*))?");
    private static final Pattern PACKAGE = Pattern.compile("(?<![\\w./])main\\.(?=\\(\\*|(?!main\\b|go\\b)[A-Za-z])");
    private static final Pattern EVENT = Pattern.compile("Event#(?:<|\\\\u003c)[0-9A-F]{8}:([^\\\\>]+)(?:>|\\\\u003e)");
    private static final Pattern CRC = Pattern.compile("(?<=<|\\\\u003c|_)[0-9A-F]{8}(?=[.:])");
    private static final Pattern FRAMEWORK =
            Pattern.compile("mcp.*|system.*|core|main|func\\d.*|default|localhost|actor|supervisor|pool");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private final Random random;
    private final Map<String, String> words = new HashMap<>();
    private final Map<String, String> nodes = new HashMap<>();
    private final Map<String, String> checksums = new HashMap<>();
    private final String code;

    private OtherNames(Random random) {
        this.random = random;
        this.code = letters(5);
    }

    /** Draws a name for everything that a bundle names. */
    static OtherNames of(Material material, Random random) {
        OtherNames names = new OtherNames(random);
        for (JsonNode node : material.manifest().path("nodes")) {
            names.nodes.put(node.path("name").asString(), names.drawn() + "@" + names.letters(3) + ".example.net");
        }
        Set<String> atoms = new TreeSet<>();
        Set<String> types = new TreeSet<>();
        Set<String> functions = new TreeSet<>();
        for (JsonNode call : material.ledger()) {
            String text = material.files().getOrDefault(Material.file(call), "");
            String tool = Material.tool(call);
            if (Set.of("process_list", "app_list", "cron_info").contains(tool)) {
                for (JsonNode row : tool.equals("cron_info")
                        ? Material.JSON.readTree(text).path("Jobs")
                        : Material.JSON.readTree(text)) {
                    List.of("Name", "name", "Application")
                            .forEach(field -> atoms.add(row.path(field).asString("")));
                }
            }
            if (tool.equals("event_list")) {
                EVENT.matcher(text).results().forEach(event -> atoms.add(event.group(1)));
            }
            Matcher found = CODE.matcher(text);
            while (found.find()) {
                String type = found.group(1) == null ? found.group(2) : found.group(1);
                (Character.isUpperCase(type.charAt(0)) ? types : functions).add(type);
                if (found.group(3) != null) {
                    functions.add(found.group(3));
                }
            }
        }
        atoms.forEach(atom -> names.draw(atom, names.drawn()));
        types.forEach(type -> names.draw(type, names.camel(true)));
        functions.forEach(function -> names.draw(function, names.camel(false)));
        return names;
    }

    private void draw(String name, String other) {
        if (!name.isEmpty() && !FRAMEWORK.matcher(name).matches()) {
            words.putIfAbsent(name, other);
        }
    }

    Material rename(Material material) {
        return material.reworded(this::rename);
    }

    /** A text, a path or a name with all names in it replaced. */
    String rename(String text) {
        String renamed = text;
        for (Map.Entry<String, String> node : nodes.entrySet()) {
            renamed = renamed.replace(node.getKey(), node.getValue());
        }
        String pids = CRC.matcher(renamed)
                .replaceAll(crc -> checksums.computeIfAbsent(
                        crc.group(), any -> String.format(java.util.Locale.ROOT, "%08X", random.nextInt())));
        boolean stacks = pids.startsWith("goroutine ") || pids.contains("profile:");
        String moved = PACKAGE.matcher(pids).replaceAll((stacks ? "example.org/shop/" : "") + code + ".");
        return renameWords(moved);
    }

    private String renameWords(String text) {
        StringBuilder renamed = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isWord(text.charAt(i))) {
                String word = text.substring(start, i);
                renamed.append(words.getOrDefault(word, word));
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

    /** A name as people give: short or long, in one part or several, with digits or without. */
    private String drawn() {
        List<String> joints = List.of("_", "-", "_", ".", "");
        StringBuilder name = new StringBuilder(letters(3 + random.nextInt(6)));
        for (int more = random.nextInt(3); more > 0; more--) {
            name.append(joints.get(random.nextInt(joints.size()))).append(letters(2 + random.nextInt(6)));
        }
        if (random.nextInt(3) == 0) {
            name.append(random.nextInt(100));
        }
        return name.toString();
    }

    private String camel(boolean upper) {
        String name = letters(4) + Character.toUpperCase(LETTERS.charAt(random.nextInt(26))) + letters(5);
        return upper ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : name;
    }

    private String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(LETTERS.charAt(random.nextInt(26)));
        }
        return letters.toString();
    }
}
