package ergodiag.redact;

import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.redact.text.SecretKeys;
import ergodiag.redact.text.SecretKind;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes secrets out of everything on its way into a bundle. What it cannot scan it refuses, and the caller leaves that out. Same secret,
 * same pseudonym; keys and structure stay.
 *
 * <p>Longer than others because whatever goes into a bundle comes through here, whole or by lines, the first time or swept once more.
 */
public final class Redaction {
    /** A longer line, or string of JSON, is not looked through. */
    private static final int LONGEST = 12 << 20;

    /** So much is read at most to tell that something follows a string. */
    private static final int MORE_THAN_ONE_STRING = 1 << 12;

    private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

    private final Secrets secrets;
    private final SecretText text;
    private final SecretText telling;
    private final Map<Carrier, SecretValues> values = new EnumMap<>(Carrier.class);

    /** How much was known when the copying of a file began. */
    private final Map<String, Integer> copied = new ConcurrentHashMap<>();

    /** Removes what REDACTION.md names. */
    public Redaction() {
        this(Privacy.USUAL);
    }

    /** Removes more. */
    public Redaction(Privacy privacy) {
        this(privacy, new Secrets(Optional.of(privacy.siteKey().digests("marks"))));
        privacy.siteKey().written().forEach(this::forbid);
    }

    /** Removes what is usual, and has the same mark for all of it. */
    public static Redaction withoutPseudonyms() {
        return new Redaction(Privacy.USUAL, new Secrets(Optional.empty()));
    }

    private Redaction(Privacy privacy, Secrets secrets) {
        this.secrets = secrets;
        SecretKeys keys = new SecretKeys(privacy.keys());
        text = new SecretText(secrets, keys, privacy.patterns());
        telling = new SecretText(secrets.telling(), keys, privacy.patterns());
        for (Carrier carrier : Carrier.values()) {
            SecretText inJson = carrier == Carrier.CODE ? telling : text;
            values.put(carrier, new SecretValues(secrets, inJson, telling, carrier));
        }
    }

    /** For what is no JSON: a plain text of a node's own, such as that of a ping, is read word by word as code is. */
    private SecretText textIn(Carrier carrier) {
        return carrier == Carrier.APPLICATION ? text : telling;
    }

    /** Makes sure that this value occurs nowhere, unless it is a single word or shorter than six characters. */
    public void forbid(String secret) {
        secrets.forbid(secret);
    }

    /** Makes sure that a name stays what it is, even if some text takes it for a secret. */
    public void spare(String name) {
        secrets.spare(name);
    }

    /** The text without secrets. */
    public String text(String line) {
        return text.clean(line);
    }

    /**
     * Copies a reply. A text that begins like JSON is treated as JSON and has to be JSON to its end; one that is in quotes as a whole is a string of JSON.
     *
     * @throws IOException when it cannot be scanned; then nothing of what was written may be kept
     */
    public void copy(InputStream in, OutputStream out, Carrier carrier) throws IOException {
        SecretValues words = Objects.requireNonNull(values.get(carrier));
        copy(in, out, words, new JsonInText(words, secrets, textIn(carrier).lines()));
    }

    private void copy(InputStream in, OutputStream out, JsonWords words, JsonInText lines) throws IOException {
        PushbackInputStream ahead = withoutMark(in);
        int first = ahead.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            out.write(first);
            first = ahead.read();
        }
        if (first < 0) {
            return;
        }
        ahead.unread(first);
        Reader reader = new InputStreamReader(ahead, StandardCharsets.UTF_8);
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        if (JsonText.opens(first)) {
            new JsonScrubber(words, new JsonLexer(reader, LONGEST), writer).copy();
        } else {
            copy(first, new BufferedReader(reader, 1 << 15), writer, words, lines);
        }
        writer.flush();
    }

    /** What is no object or list: one string of JSON, or a text. */
    private void copy(int first, Reader reader, Writer writer, JsonWords words, JsonInText lines) throws IOException {
        if (first == '"' && isOneString(reader)) {
            new JsonScrubber(words, new JsonLexer(reader, LONGEST), writer).copy();
        } else {
            lines(reader, writer, lines, false);
        }
    }

    /** Looks ahead. */
    private static boolean isOneString(Reader reader) throws IOException {
        reader.mark(LONGEST + MORE_THAN_ONE_STRING);
        boolean one = JsonLexer.inText(reader, LONGEST).isOneString();
        reader.reset();
        return one;
    }

    /**
     * Copies a text line by line; JSON is treated as JSON wherever it stands, and a line of more than twelve million characters is left out and
     * said to be.
     *
     * @return the number of lines
     */
    public long copyLines(InputStream in, OutputStream out, Carrier carrier) throws IOException {
        SecretValues words = Objects.requireNonNull(values.get(carrier));
        return copyLines(in, out, new JsonInText(words, secrets, textIn(carrier).lines()));
    }

    private long copyLines(InputStream in, OutputStream out, JsonInText lines) throws IOException {
        Reader reader = new BufferedReader(new InputStreamReader(withoutMark(in), StandardCharsets.UTF_8), 1 << 15);
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 15);
        long count = lines(reader, writer, lines, true);
        writer.flush();
        return count;
    }

    /** The text behind its byte order mark, where it has one. */
    private static PushbackInputStream withoutMark(InputStream in) throws IOException {
        PushbackInputStream ahead = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
        byte[] first = ahead.readNBytes(BYTE_ORDER_MARK.length);
        boolean marked = first.length == BYTE_ORDER_MARK.length;
        for (int i = 0; marked && i < first.length; i++) {
            marked = (first[i] & 0xff) == BYTE_ORDER_MARK[i];
        }
        if (!marked) {
            ahead.unread(first);
        }
        return ahead;
    }

    /** Line by line, so that a long text needs no memory; what one line opens is known in the next. */
    private long lines(Reader reader, Writer writer, JsonInText json, boolean log) throws IOException {
        long[] lines = {0};
        JsonInText.More read = () -> {
            String line = line(reader, log);
            lines[0] += line.isEmpty() ? 0 : 1;
            return line;
        };
        JsonInText.More more = new KeyTail(
                log ? new CutLines(read, LONGEST) : read,
                line -> secrets.removeEverywhere(line, SecretKind.PRIVATE_KEY));
        for (String line = more.line(); !line.isEmpty(); line = more.line()) {
            writer.write(json.clean(line, more));
        }
        return lines[0];
    }

    /** The next line with its end; "" at the end of the text. */
    private static String line(Reader reader, boolean log) throws IOException {
        StringBuilder line = new StringBuilder();
        long length = 0;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (length++ < LONGEST) {
                line.append((char) c);
            } else if (!log) {
                throw new IOException("a line is too long to be scanned");
            }
            if (c == '\n') {
                break;
            }
        }
        return length <= LONGEST ? line.toString() : "[left out: a line of " + length + " characters]\n";
    }

    /** Replaces every value that is known to be a secret by now, and what has a form that the user gave. */
    public String known(String word) {
        return text.byPattern(secrets.sweep(word));
    }

    /** Whether a secret that cannot stand there by chance stands in a word of ours, such as the name of a file. */
    public boolean isTold(String word) {
        return !secrets.uncounted().telling().sweep(word).equals(word);
    }

    /** Grows with every secret that is learnt. */
    public int known() {
        return secrets.version();
    }

    /**
     * This file holds nothing but what was copied as a reply is.
     *
     * @param known what {@link #known} said before that began
     */
    public void copied(String file, int known) {
        copied.put(file, known);
    }

    /** Whether nothing was learnt since the file was copied, so that it need not be looked through once more. */
    public boolean isUpToDate(String file) {
        return copied.getOrDefault(file, -1) == secrets.version();
    }

    /**
     * Whether a text that was copied before holds what was found out to be a secret since.
     *
     * @param lines whether it was copied line by line
     * @throws IOException when it cannot be looked through
     */
    public boolean holdsKnown(InputStream in, Carrier carrier, boolean lines) throws IOException {
        Secrets uncounted = secrets.uncounted();
        sweep(uncounted, in, OutputStream.nullOutputStream(), carrier, lines);
        return !uncounted.counts().isEmpty();
    }

    /** Copies such a text without what is known to be a secret by now; nothing else is looked for. */
    public void sweep(InputStream in, OutputStream out, Carrier carrier, boolean lines) throws IOException {
        sweep(secrets, in, out, carrier, lines);
    }

    private void sweep(Secrets known, InputStream in, OutputStream out, Carrier carrier, boolean lines)
            throws IOException {
        JsonWords words = new KnownValues(known, carrier);
        Secrets sought = carrier == Carrier.APPLICATION ? known : known.telling();
        JsonInText text = new JsonInText(words, known, sought::sweep);
        if (lines) {
            copyLines(in, out, text);
        } else {
            copy(in, out, words, text);
        }
    }

    /** For the manifest. */
    public RedactionSummary summary() {
        Map<String, Long> counts = secrets.counts();
        List<String> kinds = new ArrayList<>();
        counts.forEach((kind, count) -> kinds.add(kind + ": " + count));
        return RedactionSummary.of(
                        counts.values().stream().mapToLong(Long::longValue).sum(), List.copyOf(kinds))
                .keeping(secrets.namesKept());
    }
}
