package ergodiag.capture.close;

import static ergodiag.ergo.PlaybookName.CPU_PROFILING;
import static ergodiag.ergo.PlaybookName.GOROUTINES;
import static ergodiag.ergo.PlaybookName.MEMORY_GROWTH;

import ergodiag.bundle.DataSize;
import ergodiag.bundle.GivenFile;
import ergodiag.bundle.archive.Sha256;
import ergodiag.capture.scope.Purpose;
import ergodiag.ergo.pprof.PprofProfile;
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.ergo.pprof.ProfileTable;
import ergodiag.redact.Carrier;
import ergodiag.redact.Redaction;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Go's profiler wrote at {@code /debug/pprof/} of a node. A profile in protobuf cannot be scanned for secrets, so that it goes into the
 * bundle as a text that is made of it; what Go wrote as a text is kept as it is, of a long one the first part.
 *
 * @param file where it stands
 * @param form what it is
 * @param text what is kept
 * @param cut whether its end is left out
 * @param taken when it was taken, by the node's clock; empty where it does not say
 * @param made whether the text was made of protobuf
 */
record AttachedProfile(Path file, ProfileForm form, byte[] text, boolean cut, Optional<Instant> taken, boolean made)
        implements AttachedFile {
    /** So much is looked at to tell what a file is; the first line of a text is shorter. */
    private static final int BEGINNING = 4096;

    /** Empty when the file is something else. */
    static Optional<AttachedProfile> of(Path file, long largest) throws IOException {
        byte[] head;
        try (InputStream in = GivenFile.unpacked(file)) {
            head = in.readNBytes(BEGINNING);
        }
        if (isBinary(head)) {
            return PprofProfile.begins(head) ? Optional.of(ofProtobuf(file, largest)) : Optional.empty();
        }
        String first = new String(head, StandardCharsets.UTF_8).split("\\R", 2)[0].strip();
        Optional<ProfileForm> form = ProfileForm.ofText(first);
        return form.isPresent() ? Optional.of(ofText(file, form.get(), largest)) : Optional.empty();
    }

    /** Whether there are bytes that no text has. */
    private static boolean isBinary(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && b < ' ' && "\t\n\f\r\u001b".indexOf(b) < 0) {
                return true;
            }
        }
        return false;
    }

    private static AttachedProfile ofProtobuf(Path file, long largest) throws IOException {
        byte[] content;
        try (InputStream in = GivenFile.unpacked(file)) {
            content = in.readNBytes(PprofProfile.LARGEST + 1);
        } catch (EOFException e) {
            throw new IOException("it is a profile that breaks off; take another", e);
        }
        if (content.length > PprofProfile.LARGEST) {
            throw new IOException("it is a profile larger than " + DataSize.text(PprofProfile.LARGEST));
        }
        PprofProfile profile = PprofProfile.read(content);
        ProfileTable text = ProfileTable.of(profile, (int) largest);
        return new AttachedProfile(
                file, text.form(), text.text().getBytes(StandardCharsets.UTF_8), text.cut(), profile.taken(), true);
    }

    private static AttachedProfile ofText(Path file, ProfileForm form, long largest) throws IOException {
        long length = AttachedLog.length(file);
        byte[] kept;
        try (InputStream in = GivenFile.unpacked(file)) {
            kept = in.readNBytes((int) largest);
        }
        boolean cut = length > kept.length;
        int end = kept.length;
        while (cut && end > 0 && kept[end - 1] != '\n') {
            end--;
        }
        return new AttachedProfile(file, form, Arrays.copyOf(kept, end), cut, Optional.empty(), false);
    }

    @Override
    public String name() {
        String name = file.getFileName().toString();
        return made ? name.replaceFirst("(?:\\.pb)?(?:\\.gz)?$", "") + ".txt" : name;
    }

    @Override
    public String inWords() {
        return "a profile (" + form.word() + ")" + (made ? ", kept as a text" : "") + (cut ? ", its end left out" : "");
    }

    @Override
    public Purpose why() {
        String what = "a profile from the node's own endpoint";
        return switch (form) {
            case CPU -> Purpose.of(what, CPU_PROFILING);
            case HEAP, HEAP_TEXT -> Purpose.of(what, MEMORY_GROWTH, CPU_PROFILING);
            case GOROUTINE_GROUPS, GOROUTINES -> Purpose.of(what, GOROUTINES);
        };
    }

    @Override
    public Map<String, Object> arguments() throws IOException {
        Map<String, Object> arguments = new TreeMap<>();
        arguments.put(ProfileForm.ARGUMENT, form.word());
        arguments.put("bytes", Files.size(file));
        arguments.put("sha256", Sha256.of(Files.newInputStream(file)));
        arguments.put(
                taken.isPresent() ? ProfileForm.TAKEN : ProfileForm.WRITTEN,
                taken.orElse(Files.getLastModifiedTime(file).toInstant()).toString());
        return arguments;
    }

    @Override
    public long copy(Redaction redaction, OutputStream out) throws IOException {
        return redaction.copyLines(new ByteArrayInputStream(text), out, Carrier.CODE);
    }
}
