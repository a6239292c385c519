package ergodiag.ticket.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.archive.Sha256;
import ergodiag.ticket.TicketFile;
import ergodiag.ticket.Tracker;
import ergodiag.ticket.send.RedmineDouble.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {
    /** Whose token, which project, is it there, two files, the ticket, a look at it. */
    private static final int REQUESTS = 7;

    private static final int UPLOAD = 3;
    private static final int MAKING = 5;

    private final RedmineDouble redmine = new RedmineDouble();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        redmine.close();
    }

    @Test
    void filesComeFirstAndThenTheTicket() throws Exception {
        assertThat(send()).isEqualTo(redmine.project().replace("projects/ops", "issues/21"));
        assertThat(redmine.asked())
                .containsExactly(
                        "GET /users/current.json",
                        "GET /projects/ops.json",
                        "GET /projects/ops/issues.json",
                        "POST /uploads.json",
                        "POST /uploads.json",
                        "POST /issues.json",
                        "GET /issues/21.json");
        exactlyOneWholeTicket();
    }

    @Test
    void aSecondRunSendsNothing() throws Exception {
        String first = send();
        int asked = redmine.asked().size();
        assertThat(send()).isEqualTo(first);
        assertThat(redmine.asked()).hasSize(asked);
    }

    /** Wherever it breaks, and whether the request was done or not: the next run makes it whole, and makes one. */
    @Test
    void aBreakAtAnyRequestMakesNoSecondTicket() throws Exception {
        for (Fault fault : List.of(Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.TOO_OFTEN, Fault.BROKEN)) {
            for (int request = 0; request < REQUESTS; request++) {
                Path own = Files.createDirectory(folder.resolve(fault + "-" + request));
                try (RedmineDouble other = new RedmineDouble()) {
                    other.fail(request, fault);
                    Ticket ticket = ticket(own);
                    // a kind of request that may be sent again is sent again when the connection breaks
                    if (request >= UPLOAD && request <= MAKING || fault == Fault.TOO_OFTEN) {
                        assertThatThrownBy(() -> send(other, ticket))
                                .as(own.toString())
                                .isInstanceOf(WorldError.class)
                                .hasMessageContaining("the same command goes on where this one ended");
                    } else {
                        sendOrBreak(other, ticket);
                    }
                    send(other, ticket);
                    assertThat(other.issues()).as(own.toString()).hasSize(1);
                    assertThat(other.issues().get(0).attachments())
                            .hasSize(2)
                            .allSatisfy((name, content) ->
                                    assertThat(own.resolve(name)).hasBinaryContent(content));
                }
            }
        }
    }

    @Test
    void whatWasUploadedIsNotUploadedAgain() throws Exception {
        redmine.fail(MAKING, Fault.CUT_BEFORE);
        Ticket ticket = ticket(folder);
        assertThatThrownBy(() -> send(redmine, ticket)).isInstanceOf(WorldError.class);
        send(redmine, ticket);
        assertThat(redmine.asked().stream().filter(it -> it.equals("POST /uploads.json")))
                .hasSize(2);
        exactlyOneWholeTicket();
    }

    @Test
    void uploadsThatTheTrackerForgotAreMadeAnew() throws Exception {
        redmine.fail(MAKING, Fault.CUT_BEFORE);
        Ticket ticket = ticket(folder);
        assertThatThrownBy(() -> send(redmine, ticket)).isInstanceOf(WorldError.class);
        redmine.forgetUploads();
        send(redmine, ticket);
        exactlyOneWholeTicket();
    }

    @Test
    void aFolderThatLostItsStateStillMakesNoSecondTicket() throws Exception {
        Ticket ticket = ticket(folder);
        String first = send(redmine, ticket);
        Files.delete(folder.resolve("sent.json"));
        assertThat(send(redmine, ticket)).isEqualTo(first);
        exactlyOneWholeTicket();
    }

    @Test
    void whatTheTrackerSaysIsToldInOneLineWithoutTheToken() throws Exception {
        redmine.fail(UPLOAD, Fault.BROKEN);
        assertThatThrownBy(this::send)
                .hasMessage(
                        "Sending the ticket, uploading shot.png: the server answered 500, 'Internal□[2J error, key ...';"
                                + " when the server is well again, the same command goes on where this one ended, and sends nothing twice.");
    }

    @Test
    void aServerThatIsAskedTooOftenSaysHowLongToWait() {
        redmine.fail(0, Fault.TOO_OFTEN);
        assertThatThrownBy(this::send).hasMessageContaining("429; it was asked too often: wait 17 s; then the same");
    }

    @Test
    void theTokenDoesNotTravelToWhereARedirectPoints() {
        redmine.fail(0, Fault.MOVED);
        assertThatThrownBy(this::send)
                .isInstanceOf(WorldError.class)
                .hasMessageContaining("points to http://elsewhere.example.com/, which is not followed");
        assertThat(redmine.asked()).hasSize(1);
    }

    @Test
    void aTokenThatIsNotTakenIsNotPrinted() {
        assertThatThrownBy(() -> sender(redmine.project())
                        .send(ticket(folder), "wrong-token-1", SSLContext.getDefault(), step -> {}))
                .hasMessageContaining("401; give the API key")
                .hasMessageNotContaining("wrong-token-1");
    }

    @Test
    void whatIsTooLargeSaysSoAndLeavesTheRest() throws Exception {
        Files.write(folder.resolve("large.zip"), new byte[5_242_881]);
        Ticket given = ticket(folder);
        List<TicketFile> files = new ArrayList<>(given.files());
        files.add(file("large.zip"));
        Ticket ticket = new Ticket(folder, given.title(), given.text(), files);
        assertThatThrownBy(() -> send(redmine, ticket))
                .hasMessageContaining(
                        "uploading large.zip: the server answered 422, 'This file cannot be uploaded because")
                .hasMessageContaining("file the ticket by hand");
        assertThat(redmine.issues()).isEmpty();
    }

    @Test
    void nobodyAnswering() {
        redmine.close();
        assertThatThrownBy(this::send)
                .isInstanceOf(WorldError.class)
                .hasMessageContaining("nothing answers at localhost:");
    }

    @Test
    void aFolderThatWasSentElsewhereIsNotSentHere() throws Exception {
        send();
        assertThatThrownBy(() -> sender("http://localhost:1/projects/other").sent(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("project ops, not of http://localhost:1, project other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"format\":\"ergodiag.sent/1\"", "{}"})
    void aStateThatCannotBeReadStopsRatherThanSendingTwice(String text) throws Exception {
        Files.writeString(folder.resolve("sent.json"), text);
        assertThatThrownBy(this::send).isInstanceOf(UserError.class).hasMessageContaining("sent.json");
        assertThat(redmine.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://redmine.example.com/projects/ops, anybody between here and redmine.example.com",
        "http://localhost.example.com/projects/ops, anybody between",
        "http://127.0.0.1.example.com/projects/ops, anybody between",
        "ftp://redmine.example.com/projects/ops, it has to start with https://",
        "redmine.example.com/projects/ops, it has to start with https://",
        "https://redmine.example.com, it names no project",
        "https://me:secret@redmine.example.com/projects/ops, there is a user",
        "https://redmine.example.com/projects/ops?key=1, there is a user",
        "https:///projects/ops, host or port",
        "https://a b/, not a valid address"
    })
    void anAddressThatIsNotTaken(String address, String why) {
        assertThatThrownBy(() -> sender(address))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/redmine/projects/ops/",
                "https://example.com/redmine/projects/ops/issues",
                "HTTPS://example.com/redmine/projects/ops/issues/new"
            })
    void anAddressAsABrowserShowsIt(String address) {
        assertThat(sender(address).place()).isEqualTo("Redmine, Textile at https://example.com/redmine, project ops");
    }

    @Test
    void plainHttpIsTakenWhenThatIsSaid() {
        assertThat(Sender.to(Tracker.REDMINE, "http://redmine.example.com/projects/ops", true)
                        .place())
                .endsWith("http://redmine.example.com, project ops");
    }

    @ParameterizedTest
    @EnumSource(Tracker.class)
    void onlyWhatWasTriedIsOffered(Tracker tracker) {
        assertThat(Sender.refusal(tracker).isEmpty())
                .isEqualTo(Set.of("redmine", "redmine-markdown", "roundup").contains(tracker.toString()));
    }

    private void exactlyOneWholeTicket() {
        assertThat(redmine.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.attachments()).containsOnlyKeys("shot.png", "evidence.zip");
            assertThat(issue.attachments())
                    .allSatisfy(
                            (name, content) -> assertThat(folder.resolve(name)).hasBinaryContent(content));
            assertThat(issue.fields().path("subject").asString()).isEqualTo("A title");
        });
    }

    private Ticket ticket(Path folder) throws IOException {
        Files.write(folder.resolve("shot.png"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("evidence.zip"), new byte[] {4, 5});
        List<TicketFile> files = List.of(file(folder, "shot.png"), file(folder, "evidence.zip"));
        return new Ticket(folder, "A title", "Attached: " + files.get(1).sha256(), files);
    }

    private TicketFile file(String name) throws IOException {
        return file(folder, name);
    }

    private static TicketFile file(Path folder, String name) throws IOException {
        byte[] content = Files.readAllBytes(folder.resolve(name));
        return new TicketFile(name, content.length, Sha256.of(content));
    }

    private String send() throws Exception {
        return send(redmine, ticket(folder));
    }

    private static String send(RedmineDouble redmine, Ticket ticket) throws Exception {
        return sender(redmine.project()).send(ticket, RedmineDouble.KEY, SSLContext.getDefault(), step -> {});
    }

    private static void sendOrBreak(RedmineDouble redmine, Ticket ticket) throws Exception {
        try {
            send(redmine, ticket);
        } catch (WorldError e) {
            assertThat(e).hasMessageStartingWith("Sending the ticket, ");
        }
    }

    private static Sender sender(String address) {
        return Sender.to(Tracker.REDMINE, address, false);
    }
}
