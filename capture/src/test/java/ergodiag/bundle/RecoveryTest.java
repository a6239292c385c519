package ergodiag.bundle;

import static ergodiag.bundle.BundleSamples.bytes;
import static ergodiag.bundle.BundleSamples.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.bundle.seal.Identities;
import ergodiag.bundle.seal.Recipient;
import ergodiag.bundle.seal.Seal;
import ergodiag.bundle.sign.SignatureCheck;
import ergodiag.bundle.sign.Signed.State;
import ergodiag.bundle.sign.SigningKey;
import ergodiag.bundle.sign.TestKeys;
import ergodiag.capture.ask.Ledger;
import ergodiag.capture.close.Closing;
import ergodiag.capture.close.Recovery;
import ergodiag.redact.Privacy;
import ergodiag.redact.Redaction;
import ergodiag.redact.SiteKey;
import ergodiag.redact.names.OwedNames;
import ergodiag.testing.MadeUpKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left after a kill or a full disk, and what is made of it. */
class RecoveryTest {
    private static final CustodyEntry MADE =
            CustodyEntry.of(CustodyEntry.Did.RECOVERED, Instant.EPOCH, "test", Optional.empty(), Optional.empty());

    private static final int MOMENTS = 200;
    /** Those of closing, and some before. */
    private static final int LAST_STEPS = 60;

    private static final String SERIES = "nodes/node1@localhost/series.process_list.log.jsonl";

    /** What a program that was killed had finished. */
    private final List<Call> finished = new ArrayList<>();

    @Test
    @Tag("slow")
    void aKillAtAnyOf200MomentsLosesNothingThatWasFinished() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        FileSystem disk = disk();
        DyingFiles whole = new DyingFiles(disk, Long.MAX_VALUE, random);
        capture(whole.path(disk.getPath("/captures/killed.zip")));
        int recovered = 0;
        for (int i = 0; i < MOMENTS; i++) {
            long moment = 1 + random.nextInt((int) whole.steps());
            recovered += killedAt(moment, random, "seed " + seed + ", step " + moment) ? 1 : 0;
        }
        assertThat(recovered).as("seed %s", seed).isGreaterThan(MOMENTS / 2);
    }

    /** What is recovered is sealed as the capture was to be, and nothing of it stands beside it in the clear. */
    @Test
    void whereverItIsKilledACaptureThatWasToBeSealedIsNeverRecoveredUnsealed() throws Exception {
        MadeUpKeys keys = MadeUpKeys.ssh();
        Wrapping sealed = Wrapping.PLAIN.sealed(new Seal(List.of(Recipient.of(keys.told()))));
        Random random = new Random(18);
        FileSystem disk = disk();
        DyingFiles whole = new DyingFiles(disk, Long.MAX_VALUE, random);
        capture(whole.path(disk.getPath("/captures/killed.zip.age")), sealed);
        int recovered = 0;
        for (long moment = 1; moment <= whole.steps(); moment++) {
            finished.clear();
            FileSystem one = disk();
            try {
                capture(new DyingFiles(one, moment, random).path(one.getPath("/captures/killed.zip.age")), sealed);
            } catch (DyingFiles.Killed e) {
                // as it was to be
            }
            Path part = one.getPath("/captures/killed.part");
            Path bundle = one.getPath("/captures/killed.zip.age");
            if (Files.exists(part)
                    && (!Files.exists(bundle) || Files.exists(one.getPath("/captures/killed.part.zip.age")))) {
                recovered += recoveredSealed(part, bundle) ? 1 : 0;
            }
            if (Files.exists(bundle)) {
                try (Bundle opened = Bundle.open(bundle, Identities.in(keys.kept()))) {
                    assertThat(opened.calls()).as("step " + moment).containsAll(finished);
                    assertThat(Verification.of(opened).faults())
                            .as("step " + moment)
                            .isEmpty();
                    assertThat(opened.files()).doesNotContain("SEAL-FOR.txt");
                }
            }
            try (Stream<Path> left = Files.list(one.getPath("/captures"))) {
                assertThat(left.filter(each -> !Files.isDirectory(each)))
                        .as("step " + moment)
                        .allMatch(bundle::equals);
            }
        }
        assertThat(recovered).isGreaterThan(50);
    }

    /** Every step of closing, with a secret that is found late and names that are replaced: no reply that was finished is lost, and no name is there. */
    @Test
    void whereverItIsKilledWhileItPutsPseudonymsInNothingIsLost() throws IOException {
        Random random = new Random(18);
        FileSystem unhurt = disk();
        DyingFiles whole = new DyingFiles(unhurt, Long.MAX_VALUE, random);
        renamed(whole.path(unhurt.getPath("/captures/killed.zip")));
        int recovered = 0;
        for (long moment = 1; moment <= whole.steps(); moment++) {
            String which = "step " + moment;
            finished.clear();
            FileSystem disk = disk();
            try {
                renamed(new DyingFiles(disk, moment, random).path(disk.getPath("/captures/killed.zip")));
            } catch (DyingFiles.Killed e) {
                // as it was to be
            }
            Path part = disk.getPath("/captures/killed.part");
            Path bundle = disk.getPath("/captures/killed.zip");
            if (finished.isEmpty()) {
                continue;
            }
            if (Files.exists(part)) {
                Recovery.of(part, bundle, Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE);
                recovered++;
            }
            try (Bundle opened = Bundle.open(bundle);
                    Stream<Path> left = Files.list(disk.getPath("/captures"))) {
                assertThat(opened.calls().stream().map(Call::id)).as(which).containsAll(ids(finished));
                assertThat(opened.calls()).as(which).allSatisfy(call -> {
                    assertThat(call.outcome()).isEqualTo(Outcome.OK);
                    assertThat(opened.text(call.file().orElseThrow())).contains("\"Name\"");
                    assertThat(call.node() + call.file()).doesNotContain("node1");
                });
                assertThat(Verification.of(opened).faults()).as(which).isEmpty();
                assertThat(left)
                        .as(which)
                        .containsExactlyInAnyOrder(bundle, bundle.resolveSibling("killed.names.json"));
            }
        }
        assertThat(recovered).isGreaterThan(50);
    }

    private static List<Long> ids(List<Call> calls) {
        return calls.stream().map(Call::id).toList();
    }

    /** A capture in whose bundle names are to be replaced. */
    private void renamed(Path file) {
        Privacy names = new Privacy(
                List.of(), List.of(), Set.of(Privacy.Pseudonymised.HOSTS, Privacy.Pseudonymised.NAMES), SiteKey.NONE);
        Redaction redaction = new Redaction(names);
        BundleWriter writer = BundleWriter.create(file);
        OwedNames.notice(writer, names.pseudonyms());
        writer.draft(draft());
        for (int i = 1; i <= 4; i++) {
            String reply =
                    "[{\"PID\":\"<A.0." + i + ">\",\"Name\":\"p" + i + "\",\"State\":\"letmein-471" + i % 2 + "\"}]";
            finish(writer, BundleSamples.ok(i, writer.store(reply(i), bytes(reply))));
        }
        redaction.text("password=letmein-4711");
        new Closing(writer, redaction, new Ledger(writer, redaction), names, file).close(BundleSamples::manifest);
    }

    /** As {@code recover} does it. */
    private static boolean recoveredSealed(Path part, Path bundle) {
        try {
            Recovery.of(part, bundle, Wrapping.PLAIN.sealed(OwedSeal.in(part)), new Redaction(), Privacy.USUAL, MADE);
            return true;
        } catch (NotABundle e) {
            return false;
        }
    }

    /** @return whether there was anything to recover */
    private boolean killedAt(long moment, Random random, String which) throws IOException {
        finished.clear();
        FileSystem disk = disk();
        DyingFiles dying = new DyingFiles(disk, moment, random);
        try {
            capture(dying.path(disk.getPath("/captures/killed.zip")));
        } catch (DyingFiles.Killed e) {
            // as it was to be
        }
        Path part = disk.getPath("/captures/killed.part");
        Path bundle = disk.getPath("/captures/killed.zip");
        if (Files.exists(part)) {
            try {
                Recovery.of(part, bundle, Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE);
            } catch (NotABundle e) {
                assertThat(finished).as(which).isEmpty();
                return false;
            }
        }
        if (!Files.exists(bundle)) {
            assertThat(finished).as(which).isEmpty();
            return false;
        }
        try (Bundle opened = Bundle.open(bundle);
                Stream<Path> left = Files.list(disk.getPath("/captures"))) {
            assertThat(opened.damage()).as(which).isEmpty();
            assertThat(opened.calls()).as(which).containsAll(finished);
            assertThat(Verification.of(opened).faults()).as(which).isEmpty();
            assertThat(left).as(which).containsExactly(bundle);
        }
        return true;
    }

    /** Each moment of closing it: what has a signature is signed, and what has none is signed by its recovery. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKillWhileItIsSignedLeavesNoSignatureThatDoesNotMatch(boolean sealed) throws Exception {
        MadeUpKeys keys = MadeUpKeys.ssh();
        SigningKey key = TestKeys.signing();
        Wrapping signing =
                new Wrapping(sealed ? new Seal(List.of(Recipient.of(keys.told()))) : Seal.NONE, Optional.of(key));
        Identities opening = Identities.in(keys.kept());
        String name = "/captures/killed.zip" + (sealed ? Seal.END : "");
        FileSystem unhurt = disk();
        DyingFiles whole = new DyingFiles(unhurt, Long.MAX_VALUE, new Random(1));
        capture(whole.path(unhurt.getPath(name)), signing);
        Set<List<Boolean>> seen = new HashSet<>();
        for (long moment = Math.max(1, whole.steps() - LAST_STEPS); moment <= whole.steps(); moment++) {
            FileSystem disk = disk();
            try {
                capture(new DyingFiles(disk, moment, new Random(1)).path(disk.getPath(name)), signing);
            } catch (DyingFiles.Killed e) {
                // as it was to be
            }
            Path part = disk.getPath("/captures/killed.part");
            Path bundle = disk.getPath(name);
            Path signature = disk.getPath("/captures/killed.zip.sig");
            seen.add(List.of(Files.exists(bundle), Files.exists(signature), Files.exists(part)));
            if (Files.exists(signature)) {
                assertThat(who(bundle, opening)).as("step %s", moment).isEqualTo(State.SIGNED);
            }
            boolean known = !sealed || Files.exists(disk.getPath("/captures/killed.part.zip.age"));
            if (Files.exists(part) && (known || !Files.exists(bundle))) {
                Recovery.of(part, bundle, signing, new Redaction(), Privacy.USUAL, MADE);
                assertThat(part).doesNotExist();
            }
            assertThat(who(bundle, opening)).as("step %s, recovered", moment).isEqualTo(State.SIGNED);
            try (Stream<Path> left = Files.list(disk.getPath("/captures"))) {
                assertThat(left.filter(each -> !each.equals(part)))
                        .as("step %s", moment)
                        .containsExactlyInAnyOrder(bundle, signature);
            }
        }
        assertThat(seen)
                .contains(List.of(false, false, true), List.of(true, false, true), List.of(true, true, true))
                .doesNotContain(List.of(false, true, true));
    }

    private static State who(Path path, Identities identities) {
        try (Bundle bundle = Bundle.open(path, identities)) {
            return Verification.signed(bundle, SignatureCheck.BESIDE).state();
        }
    }

    private void capture(Path file) throws IOException {
        capture(file, Wrapping.PLAIN);
    }

    /** The steps of a capture, on a disk that may stop at any of them. */
    private void capture(Path file, Wrapping wrapping) throws IOException {
        BundleWriter writer = BundleWriter.create(file, wrapping);
        writer.draft(draft());
        try (OutputStream series = writer.open(SERIES)) {
            for (int i = 1; i <= 8; i++) {
                finish(writer, BundleSamples.ok(i, writer.store(reply(i), bytes("[{\"Name\":\"p" + i + "\"}]"))));
                series.write(bytes("{\"sequence\":" + i + "}\n"));
                series.flush();
                writer.log("asked " + i);
                if (i == 4) {
                    writer.draft(draft());
                }
            }
        }
        finish(writer, BundleSamples.ok(9, writer.describe(SERIES)));
        finish(writer, BundleSamples.failed(10));
        writer.close(manifest(), "Read me.\n");
    }

    private void finish(BundleWriter writer, Call call) {
        writer.append(call);
        finished.add(call);
    }

    private static String reply(int number) {
        return "nodes/node1@localhost/process_list.mailbox.%03d.json".formatted(number);
    }

    private static Manifest draft() {
        return BundleJson.manifest(BundleJson.write(manifest())
                        .replace("\"complete\" : true", "\"complete\" : false")
                        .replaceAll("\"finished\" : \"[^\"]+\"", "\"finished\" : null"))
                .orElseThrow();
    }

    private static FileSystem disk() throws IOException {
        return disk(Configuration.unix());
    }

    private static FileSystem disk(Configuration kind) throws IOException {
        FileSystem disk = Jimfs.newFileSystem(kind);
        Files.createDirectories(disk.getPath("/captures"));
        return disk;
    }

    @Test
    void aLogThatWasReadPieceByPieceWasHeardFromTheFirst() throws IOException {
        String series = "nodes/node1@localhost/series.lens_log.log.jsonl";
        Path part = disk().getPath("/captures/killed.part");
        BundleWriter writer = BundleWriter.create(part.resolveSibling("killed.zip"));
        writer.draft(draft());
        writer.append(BundleSamples.read(1, Map.of("levels", "error")));
        writer.append(BundleSamples.read(2, Map.of("levels", "error", "since", "7.1")));
        writer.store(series, bytes(""));

        try (Bundle bundle = Bundle.open(Recovery.of(
                        part, part.resolveSibling("killed.zip"), Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE)
                .bundle())) {
            Call heard = bundle.calls().get(2);
            assertThat(heard.file()).contains(series);
            assertThat(heard.outcome()).isEqualTo(Outcome.EMPTY);
            assertThat(heard.asked().arguments()).containsOnlyKeys("levels");
            assertThat(heard.started()).isEqualTo(bundle.calls().get(0).started());
            assertThat(heard.ended()).isEqualTo(bundle.calls().get(1).ended());
        }
    }

    @Test
    void aTornLineAHalfReplyASeriesAndAFileOfTheUsersAreEachTold() throws IOException {
        Path part = disk().getPath("/captures/killed.part");
        BundleWriter writer = BundleWriter.create(part.resolveSibling("killed.zip"));
        writer.draft(draft());
        Call kept = BundleSamples.ok(1, writer.store(reply(1), bytes("[]")));
        writer.append(kept);
        Call lost = BundleSamples.ok(2, writer.store(reply(2), bytes("[1,2,3]")));
        writer.append(lost);
        writer.store(reply(3), bytes("[{\"Na"));
        writer.store(SERIES, bytes("{\"sequence\":1}\n{\"seque"));
        Files.writeString(part.resolve("calls.jsonl"), "{\"id\":3,\"no", StandardOpenOption.APPEND);
        Files.writeString(part.resolve(reply(2)), "[1,");
        Files.writeString(part.resolve("shift-notes.txt"), "node2 was rebooted at noon\n");
        Files.createSymbolicLink(part.resolve("passwords"), part.resolve("/etc/passwd"));

        Recovery recovery = Recovery.of(
                part, part.resolveSibling("killed.zip"), Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE);

        assertThat(recovery.told().stream().sorted())
                .containsExactly(
                        "'passwords' is no file that a bundle can hold: left out.",
                        "'shift-notes.txt' is not ours: kept as it is.",
                        "The last line of the ledger was torn: that call is left out.",
                        "The reply " + reply(2) + " is not what the ledger says was written: left out.",
                        "The reply " + reply(3) + " was being written: left out.",
                        "The series " + SERIES + " was not ended: its 1 whole entries are kept.");
        assertThat(part).doesNotExist();
        try (Bundle bundle = Bundle.open(recovery.bundle())) {
            assertThat(bundle.damage()).isEmpty();
            assertThat(Verification.of(bundle).sound()).isTrue();
            assertThat(bundle.text("capture.log")).contains("recovered: The last line");
            assertThat(bundle.calls()).contains(kept).hasSize(3);
            assertThat(bundle.calls().get(1).outcome()).isEqualTo(Outcome.GARBLED);
            assertThat(bundle.text(SERIES)).isEqualTo("{\"sequence\":1}\n");
            Manifest head = bundle.manifest();
            assertThat(head.capture().complete()).isFalse();
            assertThat(head.capture().labels()).isEqualTo(manifest().capture().labels());
            assertThat(head.capture().reached()).isEqualTo(manifest().capture().reached());
            assertThat(head.own()).isEqualTo(manifest().own());
            assertThat(head.capture().finished()).contains(kept.ended());
            assertThat(head.calls().total()).isEqualTo(3);
        }
    }

    @Test
    void aSecretThatWasLeftInAReplyIsRemovedOnRecovery() throws IOException {
        Path part = disk().getPath("/captures/killed.part");
        BundleWriter writer = BundleWriter.create(part.resolveSibling("killed.tar.gz"));
        writer.append(BundleSamples.ok(1, writer.store(reply(1), bytes("[{\"Log\":\"use hunter2-of-ours\"}]"))));
        Redaction redaction = new Redaction();
        redaction.forbid("hunter2-of-ours");

        Recovery recovery =
                Recovery.of(part, part.resolveSibling("other.tar.gz"), Wrapping.PLAIN, redaction, Privacy.USUAL, MADE);

        try (Bundle bundle = Bundle.open(recovery.bundle())) {
            assertThat(bundle.text(reply(1))).contains("[removed:").doesNotContain("hunter2");
            assertThat(Verification.of(bundle).faults()).isEmpty();
        }
    }

    @Test
    void aFullDiskEndsTheWritingKeepsWhatWasFinishedAndNamesTheWayOut() throws IOException {
        Path file = disk(Configuration.unix().toBuilder().setMaxSize(1 << 20).build())
                .getPath("/captures/full.zip");
        BundleWriter writer = BundleWriter.create(file);
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        String text = "[\"" + java.util.HexFormat.of().formatHex(noise) + "\"]";

        assertThatThrownBy(() -> {
                    for (int i = 1; i < 20; i++) {
                        finish(writer, BundleSamples.ok(i, writer.store(reply(i), bytes(text))));
                    }
                })
                .isInstanceOf(WorldError.class)
                .hasMessageContaining("ergodiag recover /captures/full.part");
        assertThat(finished).isNotEmpty();
        assertThatThrownBy(() -> writer.append(BundleSamples.failed(99))).isInstanceOf(WorldError.class);
        assertThatThrownBy(() -> writer.close(manifest(), "")).isInstanceOf(WorldError.class);
        writer.abandon();
        assertThat(file).doesNotExist();
        recoveredElsewhere(writer.folder());
    }

    @Test
    void aZipThatDoesNotFitLeavesTheFolderAndNothingHalf() throws IOException {
        Path file = disk(Configuration.unix().toBuilder().setMaxSize(1 << 20).build())
                .getPath("/captures/full.zip");
        BundleWriter writer = BundleWriter.create(file);
        byte[] noise = new byte[350_000];
        new Random(1).nextBytes(noise);
        String text = "[\"" + java.util.HexFormat.of().formatHex(noise) + "\"]";
        finish(writer, BundleSamples.ok(1, writer.store(reply(1), bytes(text))));

        assertThatThrownBy(() -> writer.close(manifest(), ""))
                .isInstanceOf(WorldError.class)
                .hasMessageContaining("ergodiag recover /captures/full.part");
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(writer.folder());
        }
        recoveredElsewhere(writer.folder());
    }

    private void recoveredElsewhere(Path part) throws IOException {
        // room for what closing writes into the folder itself
        Files.deleteIfExists(part.resolve("README.txt"));
        Path elsewhere = disk().getPath("/captures/rescued.zip");
        Files.createDirectories(elsewhere.resolveSibling("copy.part"));
        try (Stream<Path> all = Files.walk(part)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Path to = elsewhere
                        .resolveSibling("copy.part")
                        .resolve(part.relativize(each).toString());
                Files.createDirectories(to.getParent());
                Files.write(to, Files.readAllBytes(each));
            }
        }
        Recovery recovery = Recovery.of(
                elsewhere.resolveSibling("copy.part"), elsewhere, Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE);
        try (Bundle bundle = Bundle.open(recovery.bundle())) {
            assertThat(bundle.calls()).containsAll(finished);
            assertThat(Verification.of(bundle).faults()).isEmpty();
        }
    }

    @Test
    void aCaptureKilledWhileItWasClosedIsCompleteOnceRecovered() throws IOException {
        FileSystem disk = disk();
        Path file = disk.getPath("/captures/killed.zip");
        BundleWriter writer = BundleWriter.create(file);
        finish(writer, BundleSamples.ok(1, writer.store(reply(1), bytes("[]"))));
        writer.draft(manifest());
        Files.writeString(disk.getPath("/captures/killed.part.zip"), "half a zip");

        Recovery recovery = Recovery.of(writer.folder(), file, Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE);

        assertThat(recovery.told()).isEmpty();
        assertThat(recovery.manifest().capture().complete()).isTrue();
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void whatIsNoFolderOfACaptureOrWouldOverwriteSomethingIsRefused() throws IOException {
        Path work = disk().getPath("/captures");
        Path notes = Files.writeString(work.resolve("notes.zip"), "mine");
        Path empty = Files.createDirectory(work.resolve("empty.part"));
        Path plain = Files.createDirectory(work.resolve("plain"));
        BundleWriter writer = BundleWriter.create(work.resolve("a.zip"));
        writer.append(BundleSamples.failed(1));

        assertThatThrownBy(
                        () -> Recovery.of(writer.folder(), notes, Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("exists already");
        assertThat(notes).hasContent("mine");
        assertThatThrownBy(() ->
                        Recovery.of(empty, work.resolve("b.zip"), Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE))
                .isInstanceOf(NotABundle.class);
        assertThatThrownBy(() ->
                        Recovery.of(plain, work.resolve("b.zip"), Wrapping.PLAIN, new Redaction(), Privacy.USUAL, MADE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("NAME.part");
    }
}
