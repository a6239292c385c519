package ergodiag.redact.names;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.TrueNames;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Stored;
import ergodiag.ergo.NameKind;
import ergodiag.ergo.Tool;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.metrics.SampleLine;
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.redact.JsonStrings;
import ergodiag.redact.JsonText;
import ergodiag.redact.Privacy;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Writes a bundle anew with pseudonyms in all its files, in their paths, the ledger and the log, before it is closed. It comes last, because only
 * then every name is known. The folder with the true names, which has a file that says so ({@link OwedNames}), stays as it is: whatever cuts the
 * renaming short costs nothing of what was captured.
 */
public final class Renaming {
    /** Replies of the protocol, which name nothing of the cluster. */
    private static final Set<String> UNTOUCHED = Set.of("tools_list", "initialize");

    /** What stands in the place of a line of metrics that cannot be read. */
    private static final String UNREADABLE = "# a line that could not be read was left out";

    private final BundleWriter writer;
    private final Pseudonyms pseudonyms;
    private final FoundNames found;

    public Renaming(BundleWriter writer, Privacy privacy) {
        this.writer = writer;
        this.pseudonyms = new Pseudonyms(privacy.pseudonyms(), privacy.siteKey());
        this.found = new FoundNames(pseudonyms, privacy.pseudonyms());
    }

    /** The bundle written anew, where its texts that are not in files get their pseudonyms, and the map of all of them. */
    public record Done(BundleWriter anew, NameText text, Pseudonyms pseudonyms) {}

    /**
     * Renames everything but the manifest.
     *
     * @param nodes names of nodes that no call may have
     * @param texts of the manifest
     */
    public Done run(List<String> nodes, List<String> texts) {
        nodes.forEach(node -> pseudonyms.add(NameKind.NODE, node));
        texts.forEach(found::text);
        Set<String> seen = new LinkedHashSet<>();
        for (Call call : writer.calls()) {
            pseudonyms.add(NameKind.NODE, call.node());
            call.worded(word -> {
                found.text(word);
                return word;
            });
            call.file().filter(seen::add).ifPresent(file -> find(call, file));
        }
        found.settle();
        pseudonyms.draw();
        NameText text = new NameText(pseudonyms);
        RenamedPaths paths = new RenamedPaths(pseudonyms, text);
        BundleWriter anew = writer.anew();
        Map<String, Stored> stored = new LinkedHashMap<>();
        for (Call call : writer.calls()) {
            call.file()
                    .filter(file -> !stored.containsKey(file))
                    .ifPresent(file -> stored.put(file, rename(call, file, paths.of(call, file), text, anew)));
            anew.append(corrected(call, stored, text).listed(part -> part.named(paths.list(part.list()))));
        }
        writer.files().stream()
                .filter(file -> !stored.containsKey(file)
                        && !BundleWriter.OWN_FILES.contains(file)
                        && !file.equals(TrueNames.FILE))
                .forEach(file -> copyAsItIs(file, anew));
        log(text, anew);
        return new Done(anew, text, pseudonyms);
    }

    private Call corrected(Call call, Map<String, Stored> stored, NameText text) {
        Call worded = call.worded(word -> text.name(word).orElseGet(() -> text.text(word)));
        return call.file().map(stored::get).map(worded::storedAs).orElse(worded);
    }

    private void find(Call call, String file) {
        if (UNTOUCHED.contains(call.tool())) {
            return;
        }
        NamePlaces places = NamePlaces.in(call);
        JsonStrings.Words words = (path, key, text) -> found.string(places.of(path, key), key, text);
        Path path = writer.path(file);
        try (Reader in = reader(path)) {
            copy(call, file, in, Writer.nullWriter(), words, found::code);
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private Stored rename(Call call, String file, String renamed, NameText text, BundleWriter anew) {
        if (UNTOUCHED.contains(call.tool())) {
            return copyAsItIs(file, anew);
        }
        NamePlaces places = NamePlaces.in(call);
        JsonStrings.Words words = (path, key, value) -> places.of(path, key).isPresent()
                ? text.name(value).orElseGet(() -> text.text(value))
                : text.text(value);
        Path path = writer.path(file);
        try (Reader in = reader(path);
                BufferedWriter out =
                        new BufferedWriter(new OutputStreamWriter(anew.open(renamed), StandardCharsets.UTF_8))) {
            copy(call, file, in, out, words, text::code);
        } catch (IOException e) {
            throw failed(path, e);
        }
        return anew.describe(renamed);
    }

    private Stored copyAsItIs(String file, BundleWriter anew) {
        Path path = writer.path(file);
        try (OutputStream out = anew.open(file)) {
            Files.copy(path, out);
        } catch (IOException e) {
            throw failed(path, e);
        }
        return anew.describe(file);
    }

    private void log(NameText text, BundleWriter anew) {
        Path path = writer.path("capture.log");
        try (BufferedReader lines = new BufferedReader(reader(path))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                anew.log(text.text(line));
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    /** Whether nothing but words can stand in a line of metrics that is no sample; in one that cannot be read there may be names. */
    private static boolean isReadable(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    private static boolean isMetrics(Call call) {
        return call.tool().equals(MetricsPage.TOOL);
    }

    private static void copy(
            Call call, String file, Reader in, Writer out, JsonStrings.Words words, UnaryOperator<String> code)
            throws IOException {
        if (isMetrics(call)) {
            lines(
                    in,
                    out,
                    line -> SampleLine.reworded(
                            line,
                            (label, value) -> words.of(label, false, value),
                            other -> isReadable(other) ? words.of("", false, other) : UNREADABLE));
        } else if (file.endsWith(".json") && beginsLikeJson(in)) {
            new JsonStrings(in, out, isCode(call) ? (path, key, text) -> code.apply(text) : words).copy();
        } else if (isCode(call)) {
            lines(in, out, code);
        } else {
            lines(in, out, line -> JsonStrings.reworded(line, "", words));
        }
    }

    /** Whether the reply is stacks or a profile. */
    private static boolean isCode(Call call) {
        return ProfileForm.of(call).isPresent()
                || Tool.of(call).filter(tool -> tool.has(Tool.Trait.CODE)).isPresent();
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

    private static void lines(Reader in, Writer out, UnaryOperator<String> words) throws IOException {
        BufferedReader lines = new BufferedReader(in);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.write(words.apply(line));
            out.write('\n');
        }
    }

    private static Reader reader(Path path) throws IOException {
        // not Files.newBufferedReader, which ends at bytes that are no text
        return new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8), 1 << 16);
    }

    private static WorldError failed(Path file, IOException e) {
        return new WorldError(
                "Putting pseudonyms into " + file + ": " + e.getMessage()
                        + "; no bundle was made, and the folder still holds true names: do not hand it on.",
                e);
    }
}
