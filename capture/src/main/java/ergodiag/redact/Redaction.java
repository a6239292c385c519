package ergodiag.redact;

import ergodiag.bundle.Manifest.RedactionSummary;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes secrets out of everything on its way into a bundle. What it cannot scan it refuses, and the caller leaves that out. Same secret,
 * same pseudonym; keys and structure stay.
 */
public final class Redaction {
    private static final int LONGEST_LINE = 1 << 20;

    private final Secrets secrets = new Secrets();
    private final SecretText text;

    /** Removes what REDACTION.md names. */
    public Redaction() {
        this(Privacy.USUAL);
    }

    /** Removes more. */
    public Redaction(Privacy privacy) {
        text = new SecretText(secrets, new SecretKeys(privacy.keys()), privacy.patterns());
    }

    /** Makes sure that this value occurs nowhere, unless it is a single word or shorter than six characters. */
    public void forbid(String secret) {
        secrets.forbid(secret);
    }

    /** Makes sure that a node's name stays what it is, even if some text takes it for a secret. */
    public void spare(String node) {
        secrets.spare(node);
    }

    /** The text without secrets. */
    public String text(String line) {
        return text.clean(line);
    }

    /**
     * Copies a reply. A text that begins like JSON is treated as JSON and has to be JSON to its end.
     *
     * @throws IOException when it cannot be scanned; then nothing of what was written may be kept
     */
    public void copy(InputStream in, OutputStream out) throws IOException {
        PushbackInputStream ahead = new PushbackInputStream(in, 1);
        int first = ahead.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            out.write(first);
            first = ahead.read();
        }
        if (first < 0) {
            return;
        }
        ahead.unread(first);
        Reader reader = new BufferedReader(new InputStreamReader(ahead, StandardCharsets.UTF_8), 1 << 15);
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 15);
        if (JsonText.opens(first)) {
            new JsonScrubber(secrets, text, reader, writer).copy();
        } else {
            lines(reader, writer, false);
        }
        writer.flush();
    }

    /**
     * Copies a text line by line; a line that is JSON is treated as JSON, and a line of more than a million characters is left out and said
     * to be.
     *
     * @return the number of lines
     */
    public long copyLines(InputStream in, OutputStream out) throws IOException {
        Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 15);
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 15);
        long lines = lines(reader, writer, true);
        writer.flush();
        return lines;
    }

    /** Line by line, so that a long text needs no memory; a private key over several lines goes as a whole. */
    private long lines(Reader reader, Writer writer, boolean log) throws IOException {
        boolean inKey = false;
        long lines = 0;
        for (String line = line(reader, log); !line.isEmpty(); line = line(reader, log)) {
            boolean opens = line.contains("-----BEGIN ") && line.contains("PRIVATE KEY-----");
            boolean closes = line.contains("-----END ");
            if (inKey) {
                writer.write(secrets.removeEverywhere(line.strip(), SecretKind.PRIVATE_KEY) + "\n");
            } else {
                writer.write(log ? JsonScrubber.clean(secrets, text, line) : text.clean(line));
            }
            inKey = (inKey || opens) && !closes;
            lines++;
        }
        return lines;
    }

    /** The next line with its end; "" at the end of the text. */
    private static String line(Reader reader, boolean log) throws IOException {
        StringBuilder line = new StringBuilder();
        long length = 0;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (length++ < LONGEST_LINE) {
                line.append((char) c);
            } else if (!log) {
                throw new IOException("a line is too long to be scanned");
            }
            if (c == '\n') {
                break;
            }
        }
        return length <= LONGEST_LINE ? line.toString() : "[left out: a line of " + length + " characters]\n";
    }

    /** The values of which none may occur in the finished bundle. */
    public Collection<String> forbidden() {
        return secrets.remembered();
    }

    /** Replaces every value that is known to be a secret by now, and what has a form that the user gave. */
    public String known(String word) {
        return text.byPattern(secrets.sweep(word));
    }

    /** Replaces every value that is known to be a secret by now, and nothing else. */
    public String sweep(String line) {
        return secrets.sweep(line);
    }

    /** For the manifest. */
    public RedactionSummary summary() {
        Map<String, Long> counts = secrets.counts();
        List<String> kinds = new ArrayList<>();
        counts.forEach((kind, count) -> kinds.add(kind + ": " + count));
        return new RedactionSummary(
                true, counts.values().stream().mapToLong(Long::longValue).sum(), List.copyOf(kinds), Optional.empty());
    }
}
