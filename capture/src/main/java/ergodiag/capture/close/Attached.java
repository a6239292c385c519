package ergodiag.capture.close;

import static ergodiag.ergo.PlaybookName.CLUSTER_HEALTH;
import static ergodiag.ergo.PlaybookName.RESTART_LOOP;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.DataSize;
import ergodiag.bundle.SafePath;
import ergodiag.bundle.ledger.Asked;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Failure;
import ergodiag.bundle.ledger.ListPart;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.ledger.Timing;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.scope.Attachment;
import ergodiag.capture.scope.Purpose;
import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Puts the user's own files into the bundle, redacted line by line like everything. Of a long one the last part is kept, from the beginning of
 * a line on. One that cannot be taken costs itself only.
 */
public final class Attached {
    /** What is kept of one file, after unpacking. */
    public static final long LARGEST = 20_000_000;

    /** What is unpacked of one file to find its end. */
    private static final long MOST_UNPACKED = 8_000_000_000L;

    private static final Purpose WHY =
            Purpose.of("what was logged before the window and beside it", CLUSTER_HEALTH, RESTART_LOOP);

    private final BundleWriter writer;
    private final Redaction redaction;
    private final Ledger ledger;
    private final long largest;
    private final Set<String> names = new HashSet<>();

    public Attached(BundleWriter writer, Redaction redaction, Ledger ledger, long largest) {
        this.writer = writer;
        this.redaction = redaction;
        this.ledger = ledger;
        this.largest = largest;
    }

    public void take(List<Attachment> attachments) {
        attachments.forEach(this::take);
    }

    private void take(Attachment attachment) {
        Instant started = ledger.clock().now();
        String file = "attached/" + name(attachment.file());
        try {
            long length = length(attachment.file());
            long skipped = Math.max(0, length - largest);
            long lines = copy(attachment.file(), skipped, file);
            Stored stored = writer.describe(file);
            ledger.log("attached " + attachment.file().getFileName() + ": " + length + " bytes"
                    + (skipped > 0 ? ", the first " + skipped + " left out" : ""));
            ledger.append(call(attachment, length, started, Optional.of(stored), lines, skipped > 0, ""));
        } catch (IOException e) {
            String why = "the file could not be taken along: " + e.getMessage();
            ledger.log(attachment.file() + ": " + why);
            remove(file);
            ledger.append(call(attachment, 0, started, Optional.empty(), 0, false, redaction.text(why)));
        }
    }

    private Call call(
            Attachment attachment,
            long length,
            Instant started,
            Optional<Stored> stored,
            long lines,
            boolean cut,
            String error) {
        String name = redaction.text(attachment.file().getFileName().toString());
        boolean ok = stored.isPresent();
        return new Call(
                ledger.nextId(),
                new Asked(attachment.node().orElse(""), "attach", Map.of("file", name, "bytes", length), WHY.text()),
                new Timing(started, Duration.between(started, ledger.clock().now())),
                !ok ? Outcome.GARBLED : lines == 0 ? Outcome.EMPTY : Outcome.OK,
                Failure.of(error),
                ok ? OptionalInt.of(1) : OptionalInt.empty(),
                stored,
                ok ? ListPart.NONE.counted(lines, cut) : ListPart.NONE);
    }

    /** A name of its own for each file; what was compressed is not any more. */
    private String name(Path file) {
        String whole = redaction.text(file.getFileName().toString());
        String plain = whole.endsWith(".gz") ? whole.substring(0, whole.length() - 3) : whole;
        String name = SafePath.file(plain);
        for (int i = 2; !names.add(name); i++) {
            name = SafePath.file(i + "-" + plain);
        }
        return name;
    }

    private static long length(Path file) throws IOException {
        try (InputStream in = open(file)) {
            byte[] buffer = new byte[1 << 16];
            long length = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == 0) {
                        throw new IOException("it is not a text");
                    }
                }
                length += count;
                if (length > MOST_UNPACKED) {
                    throw new IOException(
                            "it is larger than " + DataSize.text(MOST_UNPACKED) + "; attach its last part");
                }
            }
            return length;
        }
    }

    private long copy(Path file, long skipped, String target) throws IOException {
        try (InputStream in = open(file);
                OutputStream out = writer.open(target)) {
            if (skipped > 0) {
                in.skipNBytes(skipped);
                // the rest of the line into which the cut fell
                for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                    continue;
                }
            }
            return redaction.copyLines(in, out, Carrier.APPLICATION);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean packed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return packed ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
    }

    private void remove(String file) {
        try {
            Files.deleteIfExists(writer.path(file));
        } catch (IOException e) {
            ledger.log("could not remove " + file + ": " + e.getMessage());
        }
    }
}
