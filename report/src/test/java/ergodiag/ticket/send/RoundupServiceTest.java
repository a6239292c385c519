package ergodiag.ticket.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.archive.Sha256;
import ergodiag.ticket.TicketFile;
import ergodiag.ticket.Tracker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundupServiceTest {
    private static final byte[] EVIDENCE = {'P', 'K', 0, (byte) 0xff, '\r', '\n', '-', '-'};

    private final RoundupDouble roundup = new RoundupDouble();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        roundup.close();
    }

    @Test
    void filesAndTextComeFirstAndThenTheTicketThatNamesThem() throws Exception {
        assertThat(send(RoundupDouble.LOGIN)).isEqualTo(roundup.url() + "issue1");
        oneWholeTicket();
        assertThat(roundup.files().get(0).type()).isEqualTo("image/png");
    }

    /** Who it is, two files, the text, the ticket, the ticket again, each of its files. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aLostAnswerMakesNoSecondTicket(int request) throws Exception {
        roundup.cutAfter(request);
        try {
            send(RoundupDouble.LOGIN);
        } catch (WorldError e) {
            assertThat(e).hasMessageContaining("the same command goes on where this one ended");
        }
        assertThat(send(RoundupDouble.LOGIN)).isEqualTo(roundup.url() + "issue1");
        oneWholeTicket();
    }

    @Test
    void aPasswordThatIsNotTakenIsNotPrinted() {
        assertThatThrownBy(() -> send("admin:wrong-one"))
                .isInstanceOf(WorldError.class)
                .hasMessageContaining("401; give LOGIN:PASSWORD")
                .hasMessageNotContaining("wrong-one");
    }

    @Test
    void aTokenWithoutALoginIsNone() {
        assertThatThrownBy(() -> send("adminpw"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("LOGIN:PASSWORD")
                .hasMessageNotContaining("adminpw");
    }

    private void oneWholeTicket() {
        assertThat(roundup.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.path("title").asString()).isEqualTo("A title");
            assertThat(issue.path("files")).hasSize(2).allSatisfy(id -> {
                RoundupDouble.Stored file = roundup.files().get(Integer.parseInt(id.asString()) - 1);
                assertThat(folder.resolve(file.name()))
                        .hasBinaryContent(file.content().getBytes(StandardCharsets.ISO_8859_1));
            });
            int text = issue.path("messages").path(0).asInt(0);
            assertThat(roundup.messages().get(text - 1).path("content").asString())
                    .startsWith("Attached: ");
        });
    }

    private String send(String token) throws Exception {
        return Sender.to(Tracker.ROUNDUP, roundup.url(), false)
                .send(ticket(), token, SSLContext.getDefault(), step -> {});
    }

    private Ticket ticket() throws IOException {
        List<TicketFile> files = List.of(file("shot.png", new byte[] {1}), file("evidence.zip", EVIDENCE));
        return new Ticket(folder, "A title", "Attached: " + files.get(1).sha256(), files);
    }

    private TicketFile file(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
        return new TicketFile(name, content.length, Sha256.of(content));
    }
}
