package ergodiag.capture;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.Call;
import ergodiag.bundle.SafePath;
import ergodiag.bundle.Stored;
import ergodiag.bundle.TrueNames;
import ergodiag.bundle.WorldError;
import ergodiag.capture.Privacy.Pseudonymised;
import ergodiag.ergo.NameKind;
import ergodiag.ergo.Tool;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts pseudonyms into all files of a bundle before it is closed, and into their paths, the ledger and the log. It comes last, because only
 * then every name is known. Until then the folder has a file that says that it holds the true names ({@link TrueNames}).
 */
final class Renaming {
    private static final Set<String> UNTOUCHED = Set.of("tools_list", "initialize");
    private static final Pattern CHILD = Pattern.compile("child:'(.+)'");
    private static final Pattern IDENTITY = Pattern.compile("<[0-9A-Fa-f]{8}([.:])([^<>\n]{1,255})>");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern FILE =
            Pattern.compile("([a-z_]+(?:\\.sample_listen)?)\\.(.+?)((?:-p\\d+)?(?:\\.\\d{3,})?\\.(?:json|jsonl|txt))");
    private static final Pattern SAFE_PID = Pattern.compile("_([0-9A-F]{8})((?:\\.[0-9]+)+_)");

    private final BundleWriter writer;
    private final Set<Pseudonymised> asked;
    private final Pseudonyms pseudonyms;
    private final Recent seen = new Recent();
    private final Map<String, String> paths = new LinkedHashMap<>();

    Renaming(BundleWriter writer, Set<Pseudonymised> asked) {
        this.writer = writer;
        this.asked = asked;
        this.pseudonyms = new Pseudonyms(asked);
    }

    /** Leaves word in the folder, for whoever finds it after a capture that was killed. */
    static void notice(BundleWriter writer, Set<Pseudonymised> asked) {
        List<String> kinds = asked.stream().map(Pseudonymised::toString).toList();
        writer.store(TrueNames.FILE, TrueNames.text(kinds).getBytes(StandardCharsets.UTF_8));
    }

    /** What is still to be renamed in a bundle that was not closed: all kinds where it cannot be told which were asked for. */
    static Set<Pseudonymised> owed(Bundle bundle) {
        Optional<Set<String>> kinds = TrueNames.in(bundle);
        Set<Pseudonymised> owed = EnumSet.noneOf(Pseudonymised.class);
        for (Pseudonymised kind : Pseudonymised.values()) {
            if (kinds.filter(words -> words.contains(kind.toString())).isPresent()) {
                owed.add(kind);
            }
        }
        return kinds.isPresent() && owed.size() < kinds.get().size() || kinds.isPresent() && owed.isEmpty()
                ? EnumSet.allOf(Pseudonymised.class)
                : owed;
    }

    /** From now on no true name is in the folder. */
    void ended() {
        delete(writer.path(TrueNames.FILE));
    }

    /** Where the texts of the bundle that are not in files get their pseudonyms, and the map of all of them. */
    record Done(NameText text, Pseudonyms pseudonyms) {}

    /**
     * Renames everything but the manifest.
     *
     * @param nodes names of nodes that no call may have
     * @param texts of the manifest
     */
    Done run(List<String> nodes, List<String> texts) {
        nodes.forEach(node -> pseudonyms.add(NameKind.NODE, node));
        texts.forEach(this::collect);
        Set<String> seen = new LinkedHashSet<>();
        for (Call call : writer.calls()) {
            pseudonyms.add(NameKind.NODE, call.node());
            collect(call.error());
            call.file().filter(seen::add).ifPresent(file -> read(call, file));
        }
        pseudonyms.draw();
        NameText text = new NameText(pseudonyms);
        Map<String, Stored> stored = new LinkedHashMap<>();
        for (Call call : writer.calls()) {
            call.file()
                    .filter(file -> !stored.containsKey(file))
                    .ifPresent(file -> stored.put(file, rename(call, file, text)));
        }
        writer.correct(call -> corrected(call, stored, text));
        rewrite("capture.log", "capture.log", (in, out) -> lines(in, out, text::text));
        return new Done(text, pseudonyms);
    }

    private Call corrected(Call call, Map<String, Stored> stored, NameText text) {
        Call worded = call.worded(word -> text.name(word).orElseGet(() -> text.text(word)));
        return call.file().map(stored::get).map(worded::storedAs).orElse(worded);
    }

    private void read(Call call, String file) {
        if (UNTOUCHED.contains(call.tool())) {
            return;
        }
        rewrite(
                file,
                "",
                (in, out) -> copy(
                        call,
                        file,
                        in,
                        out,
                        (path, key, text) -> {
                            if (key) {
                                Matcher child = CHILD.matcher(text);
                                if (child.matches()) {
                                    pseudonyms.add(NameKind.PROCESS, child.group(1));
                                }
                            } else {
                                found(call, path, text);
                            }
                            collect(text);
                            return text;
                        },
                        line -> {
                            identities(line);
                            return line;
                        }));
    }

    private void found(Call call, String path, String text) {
        Optional<NameKind> kind = kind(call, path);
        if (kind.filter(NameKind.HOST::equals).isPresent()) {
            Hosts.inValue(text).forEach(host -> pseudonyms.add(NameKind.HOST, host));
        } else {
            kind.ifPresent(known -> pseudonyms.add(known, text));
        }
    }

    /** Whose name stands at a place of a reply, when it is one. */
    private static Optional<NameKind> kind(Call call, String path) {
        return Tool.of(call)
                .flatMap(tool -> tool.nameAt(path))
                .or(() -> NameKind.isHost(path) ? Optional.of(NameKind.HOST) : Optional.empty());
    }

    private void collect(String text) {
        seen.of(text, unseen -> {
            identities(unseen);
            if (asked.contains(Pseudonymised.HOSTS)) {
                Hosts.inText(unseen).forEach(host -> pseudonyms.add(NameKind.HOST, host));
            }
            return unseen;
        });
    }

    private void identities(String text) {
        if (text.indexOf('<') >= 0) {
            Matcher identity = IDENTITY.matcher(text);
            while (identity.find()) {
                if (!NUMBERS.matcher(identity.group(2)).matches()) {
                    NameKind kind = identity.group(1).equals(":") ? NameKind.EVENT : NameKind.PROCESS;
                    pseudonyms.add(kind, identity.group(2));
                }
            }
        }
    }

    private Stored rename(Call call, String file, NameText text) {
        String renamed = path(call, file, text);
        if (UNTOUCHED.contains(call.tool())) {
            return writer.describe(file);
        }
        rewrite(
                file,
                renamed,
                (in, out) -> copy(
                        call,
                        file,
                        in,
                        out,
                        (path, key, value) -> {
                            boolean name = !key && kind(call, path).isPresent();
                            return name ? text.name(value).orElseGet(() -> text.text(value)) : text.text(value);
                        },
                        text::code));
        return writer.describe(renamed);
    }

    private static void copy(Call call, String file, Reader in, Writer out, JsonStrings.Words words, Line code)
            throws IOException {
        if (file.endsWith(".json") && beginsLikeJson(in)) {
            new JsonStrings(in, out, words).copy();
        } else if (Tool.of(call).filter(tool -> tool.has(Tool.Trait.CODE)).isPresent()) {
            lines(in, out, code);
        } else {
            lines(in, out, line -> JsonStrings.reworded(line, "", words));
        }
    }

    private static boolean beginsLikeJson(Reader in) throws IOException {
        in.mark(1 << 10);
        int c = in.read();
        for (int i = 0; i < 1000 && c >= 0 && Character.isWhitespace(c); i++) {
            c = in.read();
        }
        in.reset();
        return JsonText.opens(c);
    }

    /** The path with the node's pseudonym, and with that of whatever the reply is about. */
    private String path(Call call, String file, NameText text) {
        String[] parts = file.split("/");
        for (int i = 0; i < parts.length - 1; i++) {
            boolean own = parts[i].equals(SafePath.part(call.node()));
            parts[i] = own ? SafePath.part(pseudonyms.node(call.node())) : safe(parts[i], text);
        }
        String last = parts[parts.length - 1];
        Matcher name = FILE.matcher(last);
        if (file.startsWith("attached/")) {
            parts[parts.length - 1] = text.text(last);
        } else if (name.matches() && call.part().list().isEmpty()) {
            parts[parts.length - 1] = name.group(1) + "." + safe(name.group(2), text) + name.group(3);
        }
        return String.join("/", parts);
    }

    /** The safe form of a name, as the safe form of its pseudonym. */
    private String safe(String part, NameText text) {
        if (paths.isEmpty()) {
            pseudonyms.nodes().forEach((name, other) -> paths.put(SafePath.part(name), SafePath.part(other)));
            for (NameKind kind : NameKind.values()) {
                pseudonyms
                        .of(kind)
                        .forEach((name, other) -> paths.putIfAbsent(SafePath.part(name), SafePath.part(other)));
            }
        }
        Matcher pid = SAFE_PID.matcher(part);
        if (pid.lookingAt()) {
            return "_" + pseudonyms.crc(pid.group(1)) + pid.group(2) + part.substring(pid.end());
        }
        if (!paths.containsKey(part) && part.matches("_.*_[0-9a-f]{8}")) {
            return "_" + pseudonyms.mark(part);
        }
        return paths.getOrDefault(part, text.text(part));
    }

    private interface Copy {
        void of(Reader in, Writer out) throws IOException;
    }

    private interface Line {
        String of(String line) throws IOException;
    }

    private static void lines(Reader in, Writer out, Line words) throws IOException {
        BufferedReader lines = new BufferedReader(in);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.write(words.of(line));
            out.write('\n');
        }
    }

    /** Writes a file anew under another path; "" only reads it. */
    private void rewrite(String file, String renamed, Copy copy) {
        Path path = writer.path(file);
        Path fresh = path.resolveSibling(path.getFileName() + ".renamed");
        try (Reader in = new BufferedReader(Files.newBufferedReader(path), 1 << 16)) {
            if (renamed.isEmpty()) {
                copy.of(in, Writer.nullWriter());
                return;
            }
            try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
                copy.of(in, out);
            }
            Files.delete(path);
            Path target = writer.path(renamed);
            Files.createDirectories(target.getParent());
            Files.move(fresh, target);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static WorldError failed(Path file, IOException e) {
        return new WorldError(
                "Putting pseudonyms into " + file + ": " + e.getMessage()
                        + "; no bundle was made, and the folder still holds true names: do not hand it on.",
                e);
    }
}
