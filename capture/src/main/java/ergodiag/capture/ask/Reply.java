package ergodiag.capture.ask;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.ledger.Stored;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import ergodiag.mcp.ReaderGaveUp;
import ergodiag.redact.NotJson;
import ergodiag.redact.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One reply on its way through redaction to its file. Used by one thread. */
final class Reply {
    /** What is longer is no empty list. */
    private static final int SHORTEST_LIST = 4;

    private final Question question;
    private final BundleWriter writer;
    private final Redaction redaction;
    private final Ledger ledger;
    private final long mostBytes;
    private final Allowance allowance;
    private long taken;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private String name = "";
    private int reading;
    private String head = "";
    private boolean list;

    /** @param mostBytes a longer text is not accepted */
    Reply(
            Question question,
            BundleWriter writer,
            Redaction redaction,
            Ledger ledger,
            long mostBytes,
            Allowance allowance) {
        this.allowance = allowance;
        this.question = question;
        this.writer = writer;
        this.redaction = redaction;
        this.ledger = ledger;
        this.mostBytes = mostBytes;
    }

    void take(InputStream text) throws IOException {
        if (!question.kept()) {
            scan(text, held);
            return;
        }
        reading = question.reading().orElseGet(() -> ledger.nextReading(question));
        name = question.file(reading);
        int known = redaction.known();
        try (OutputStream out = writer.open(name)) {
            scan(text, out);
        }
        Stored stored = writer.describe(name);
        redaction.copied(stored.file(), known);
        head = stored.bytes() > SHORTEST_LIST
                ? ""
                : new String(Files.readAllBytes(writer.path(name)), StandardCharsets.UTF_8);
    }

    private void scan(InputStream text, OutputStream out) throws IOException {
        BoundedInput bounded = new BoundedInput(text, mostBytes, allowance);
        try {
            redaction.copy(begun(bounded), out, Carriers.of(question.tool()));
        } catch (BoundedInput.TooLong e) {
            throw new ReaderGaveUp(WorldError.reason(e), e);
        } catch (NotJson e) {
            throw new ReaderGaveUp(
                    "the reply could not be scanned for secrets and was left out: " + WorldError.reason(e), e);
        } catch (WorldError e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new ReaderGaveUp("the reply could not be scanned for secrets and was left out: " + e.getClass(), e);
        } finally {
            taken += bounded.count();
        }
    }

    /** What is to be a list and does not begin like one is not read to its end, however long it is. */
    private InputStream begun(InputStream text) throws IOException {
        if (question.tool().form() != Tool.Form.LIST || question.there().isPresent()) {
            return text;
        }
        PushbackInputStream ahead = new PushbackInputStream(text);
        int first = ahead.read();
        if (first < 0) {
            return ahead;
        }
        list = ReplyCheck.beginsList(first);
        if (!Character.isWhitespace(first) && !list) {
            throw new ReaderGaveUp(ReplyCheck.NO_LIST, new IOException(ReplyCheck.NO_LIST));
        }
        ahead.unread(first);
        return ahead;
    }

    /** Whether the reply is the empty list, in one of its two spellings (ERGO.md 1). */
    boolean empty() {
        String start =
                question.kept() ? head : held.size() > SHORTEST_LIST ? "" : held.toString(StandardCharsets.UTF_8);
        return start.strip().equals("null") || start.strip().equals("[]");
    }

    /** Whether it was to be a list and was seen to begin like one, so that it need not be looked at again. */
    boolean isList() {
        return list;
    }

    /** The path inside the bundle; "" for a reply that is not stored. */
    String name() {
        return name;
    }

    int reading() {
        return reading;
    }

    Optional<Path> file() {
        return name.isEmpty() ? Optional.empty() : Optional.of(writer.path(name));
    }

    /** The reply that was looked at and not stored. */
    byte[] passing() {
        return held.toByteArray();
    }

    /** Takes back what was written of a reply that did not come whole. */
    void discard() {
        allowance.giveBack(taken);
        taken = 0;
        file().ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                ledger.log("could not remove " + name + ": " + WorldError.reason(e));
            }
        });
    }
}
