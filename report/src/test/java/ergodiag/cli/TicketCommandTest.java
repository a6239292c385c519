package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.capture.cli.ExitCode;
import ergodiag.playbooks.Playbooks;
import ergodiag.ticket.Tracker;
import ergodiag.ticket.send.RedmineDouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicketCommandTest {
    private static final String SAMPLE = "../samples/blocked-consumer.zip";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Tracker.class,
            names = {"REDMINE", "SERVICENOW"})
    void theFolderHasTitleTextPicturesAndEvidence(Tracker tracker) throws Exception {
        Path ticket = folder.resolve("ticket");
        assertThat(run(
                        "ticket",
                        SAMPLE,
                        "--for",
                        tracker.toString(),
                        "--finding",
                        "ED0201",
                        "--out",
                        ticket.toString()))
                .as(err.toString())
                .isZero();

        String text =
                Files.readString(ticket.resolve("ticket." + tracker.markup().extension()));
        assertThat(text)
                .hasSizeLessThanOrEqualTo(tracker.longestText())
                .contains("ED0201", "settlement", "ergodiag-39f7bb2d-evidence.zip", "ergodiag-ED0201-")
                .doesNotContain("ED0701 ");
        assertThat(Files.readString(ticket.resolve("title.txt")).strip())
                .hasSizeLessThanOrEqualTo(tracker.longestTitle())
                .startsWith("settlement_writer on node2@localhost has stopped");
        assertThat(ImageIO.read(ticket.resolve("ergodiag-39f7bb2d-1.png").toFile())
                        .getWidth())
                .isGreaterThan(1_000);
        try (Bundle evidence = Bundle.open(ticket.resolve("ergodiag-39f7bb2d-evidence.zip"))) {
            assertThat(Playbooks.judge(evidence).findings())
                    .anyMatch(finding -> finding.code().equals("ED0201"));
        }
        assertThat(names(ticket)).allMatch(name -> out.toString().contains(name));
    }

    @Test
    void whatATrackerDoesNotTakeInOnePieceIsJoinedAgain() throws Exception {
        Path ticket = folder.resolve("ticket");
        assertThat(run("ticket", "../samples/memory-and-cpu.zip", "--for", "trac", "--out", ticket.toString()))
                .as(err.toString())
                .isZero();
        List<String> pieces = names(ticket).stream()
                .filter(name -> name.matches(".*\\.zip\\.\\d{3}"))
                .toList();
        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(pieces)
                .allSatisfy(piece ->
                        assertThat(Files.size(ticket.resolve(piece))).isLessThanOrEqualTo(Tracker.TRAC.largestFile()));
        assertThat(Files.readString(ticket.resolve("ticket.trac"))).contains("cat ergodiag-", "sha256sum -c ergodiag-");

        assertThat(run("join", ticket.resolve(pieces.get(0)).toString()))
                .as(err.toString())
                .isZero();
        String whole = pieces.get(0).substring(0, pieces.get(0).length() - 4);
        assertThat(run("verify", ticket.resolve(whole).toString()))
                .as(err.toString())
                .isZero();
    }

    @Test
    void aFolderInWhichSomethingIsStaysAsItIs() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");
        assertThat(run("ticket", SAMPLE, "--for", "github", "--out", folder.toString()))
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("something is in it already").doesNotContain("\tat ");
        assertThat(names(folder)).containsExactly("mine.txt");
    }

    @Test
    void whatAKilledCaptureLeftHasATicketToo() throws Exception {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(Path.of(SAMPLE)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        Path ticket = folder.resolve("ticket");
        run("ticket", folder.resolve("blocked-consumer").toString(), "--for", "plain", "--out", ticket.toString());
        assertThat(names(ticket)).as(err.toString()).contains("ticket.txt").anyMatch(name -> name.endsWith(".png"));
    }

    @Test
    void aTrackerThatIsNotKnownIsNamedWithThoseThatAre() {
        assertThat(run("ticket", SAMPLE, "--for", "bugzilla")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("bugzilla", "redmine-markdown", "servicenow");
    }

    @Test
    void whatIsSentIsWhatLiesInTheFolder() throws Exception {
        try (RedmineDouble redmine = new RedmineDouble()) {
            redmine.fail(4, RedmineDouble.Fault.CUT_AFTER);
            assertThat(send(redmine.project(), "--yes")).isEqualTo(ExitCode.WORLD.number());
            assertThat(err.toString()).contains("the same command goes on where this one ended");

            assertThat(send(redmine.project(), "--yes")).as(err.toString()).isZero();
            assertThat(send(redmine.project())).as(err.toString()).isZero();
            assertThat(redmine.issues()).singleElement().satisfies(issue -> {
                assertThat(ticket().resolve("ticket.textile"))
                        .hasContent(issue.fields().path("description").asString());
                assertThat(ticket().resolve("title.txt"))
                        .hasContent(issue.fields().path("subject").asString());
                assertThat(issue.attachments())
                        .containsOnlyKeys("ergodiag-39f7bb2d-1.png", "ergodiag-39f7bb2d-evidence.zip")
                        .allSatisfy((name, content) ->
                                assertThat(ticket().resolve(name)).hasBinaryContent(content));
            });
            assertThat(out.toString())
                    .contains(
                            "To be sent to Redmine, Textile at http://localhost:",
                            "project ops",
                            "  the title: settlement_writer on node2@localhost",
                            "/issues/21",
                            "Nothing is sent: it was sent before")
                    .doesNotContain(RedmineDouble.KEY);
            assertThat(Files.readString(ticket().resolve("sent.json"))).doesNotContain(RedmineDouble.KEY);
        }
    }

    @Test
    void nothingIsSentWithoutBeingAgreedTo() throws Exception {
        try (RedmineDouble redmine = new RedmineDouble()) {
            assertThat(send(redmine.project())).isEqualTo(ExitCode.INCOMPLETE.number());
            assertThat(out.toString()).contains("To be sent to", "ergodiag-39f7bb2d-evidence.zip");
            assertThat(err.toString()).contains("nobody agreed", "--yes");
            assertThat(redmine.asked()).isEmpty();

            Files.writeString(ticket().resolve("title.txt"), "another\n");
            assertThat(send(redmine.project(), "--yes")).isEqualTo(ExitCode.USAGE.number());
            assertThat(err.toString()).contains("title.txt in it is not what this command writes");
            assertThat(redmine.asked()).isEmpty();
        }
    }

    @Test
    void whereNothingCanBeSentTheFolderIsWrittenAllTheSame() throws Exception {
        assertThat(run(
                        "ticket",
                        SAMPLE,
                        "--for",
                        "trac",
                        "--out",
                        ticket().toString(),
                        "--send",
                        "https://trac.example.com"))
                .isEqualTo(ExitCode.INCOMPLETE.number());
        assertThat(err.toString()).containsOnlyOnce("Not sent: Trac has no REST interface of its own; file the ticket");
        assertThat(names(ticket())).contains("ticket.trac");
    }

    @Test
    void aTokenFileThatIsNoneIsRefusedBeforeAnythingIsWritten() {
        for (String file :
                List.of("/dev/zero", folder.toString(), folder.resolve("none").toString())) {
            assertThat(run(
                            "ticket",
                            SAMPLE,
                            "--for",
                            "redmine",
                            "--out",
                            ticket().toString(),
                            "--send",
                            "https://redmine.example.com/projects/ops",
                            "--send-token-file",
                            file))
                    .isEqualTo(ExitCode.USAGE.number());
            assertThat(err.toString()).contains("Reading --send-token-file " + file + ": the file cannot be read");
        }
        assertThat(ticket()).doesNotExist();
    }

    @Test
    void optionsForSendingWithoutSendingAreNotPassedOver() {
        for (String option : List.of("--yes", "--send-in-the-clear", "--cert-sha256=" + "0".repeat(64))) {
            assertThat(run("ticket", SAMPLE, "--for", "redmine", "--out", ticket().toString(), option))
                    .isEqualTo(ExitCode.USAGE.number());
        }
        assertThat(err.toString()).contains("there is no --send, so nothing is sent");
        assertThat(ticket()).doesNotExist();
    }

    @Test
    void onlyYesIsYes() {
        assertThat(SendOptions.agreed(true, question -> Optional.empty())).isTrue();
        assertThat(SendOptions.agreed(false, question -> Optional.of(" Y "))).isTrue();
        for (String said : List.of("", "n", "yep")) {
            assertThat(SendOptions.agreed(false, question -> Optional.of(said))).isFalse();
        }
        assertThat(SendOptions.agreed(false, question -> Optional.empty())).isFalse();
    }

    private Path ticket() {
        return folder.resolve("ticket");
    }

    private int send(String url, String... more) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), RedmineDouble.KEY + "\n");
        return run(Stream.concat(
                        Stream.of(
                                "ticket",
                                SAMPLE,
                                "--for",
                                "redmine",
                                "--out",
                                ticket().toString(),
                                "--send",
                                url,
                                "--send-token-file",
                                token.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
