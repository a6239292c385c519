package ergodiag.capture.close;

import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.GivenFile;
import ergodiag.bundle.Integrity;
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
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.redact.Redaction;
import java.io.IOException;
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
import java.util.TreeMap;

/**
 * Puts the user's own files into the bundle, redacted line by line like everything: logs and notes as {@link AttachedLog}, profiles of Go as
 * {@link AttachedProfile}. One that cannot be taken costs itself only.
 */
public final class Attached {
    /** What is kept of one file, after unpacking. */
    public static final long LARGEST = 20_000_000;

    private final BundleWriter writer;
    private final Redaction redaction;
    private final Ledger ledger;
    private final long largest;
    /** That of the sums is taken: who looks for them by their name finds them alone. */
    private final Set<String> names = new HashSet<>(Set.of(Integrity.SUMS));

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
        Optional<String> begun = Optional.empty();
        try {
            AttachedFile content = content(attachment.file());
            String file = "attached/" + name(content.name());
            begun = Optional.of(file);
            long lines = copy(content, file);
            Stored stored = writer.describe(file);
            ledger.log("attached " + attachment.file().getFileName() + ": " + content.inWords());
            ListPart part = ListPart.NONE.counted(lines, content.cut());
            ledger.append(call(attachment, started, content.arguments(), content.why(), Optional.of(stored), part, ""));
        } catch (IOException e) {
            String why = "the file could not be taken along: " + e.getMessage();
            ledger.log(attachment.file() + ": " + why);
            begun.ifPresent(this::remove);
            ledger.append(call(
                    attachment,
                    started,
                    Map.of("bytes", 0L),
                    AttachedLog.WHY,
                    Optional.empty(),
                    ListPart.NONE,
                    redaction.text(why)));
        }
    }

    /** What a file is, its content tells, not its name. */
    private AttachedFile content(Path file) throws IOException {
        GivenFile.check(file);
        Optional<AttachedProfile> profile = AttachedProfile.of(file, largest);
        return profile.isPresent() ? profile.get() : AttachedLog.of(file, largest);
    }

    private Call call(
            Attachment attachment,
            Instant started,
            Map<String, Object> told,
            Purpose why,
            Optional<Stored> stored,
            ListPart part,
            String error) {
        Map<String, Object> arguments = new TreeMap<>(told);
        arguments.put("file", redaction.text(attachment.file().getFileName().toString()));
        boolean empty = part.rows().orElse(0) == 0;
        return new Call(
                ledger.nextId(),
                new Asked(attachment.node().orElse(""), ProfileForm.TOOL, arguments, why.text()),
                new Timing(started, Duration.between(started, ledger.clock().now())),
                stored.isEmpty() ? Outcome.GARBLED : empty ? Outcome.EMPTY : Outcome.OK,
                Failure.of(error),
                stored.isPresent() ? OptionalInt.of(1) : OptionalInt.empty(),
                stored,
                part);
    }

    /** A name of its own for each file; what was compressed is not any more. */
    private String name(String file) {
        String whole = redaction.text(file);
        String plain = whole.endsWith(".gz") ? whole.substring(0, whole.length() - 3) : whole;
        String name = SafePath.file(plain);
        for (int i = 2; !names.add(name); i++) {
            name = SafePath.file(i + "-" + plain);
        }
        return name;
    }

    private long copy(AttachedFile content, String target) throws IOException {
        try (OutputStream out = writer.open(target)) {
            return content.copy(redaction, out);
        }
    }

    private void remove(String file) {
        try {
            Files.deleteIfExists(writer.changing(file));
        } catch (IOException e) {
            ledger.log("could not remove " + file + ": " + e.getMessage());
        }
    }
}
