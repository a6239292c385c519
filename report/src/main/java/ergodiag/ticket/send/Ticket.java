package ergodiag.ticket.send;

import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.ticket.TicketFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A ticket as it lies in its folder.
 *
 * @param folder where its files are
 * @param title one line
 * @param text in the tracker's markup; it names the sums of the evidence
 * @param files what is attached, pictures first
 */
public record Ticket(Path folder, String title, String text, List<TicketFile> files) {
    public Ticket {
        files = List.copyOf(files);
    }

    /** What no other ticket has in its text: a sum of its evidence. Sums look the same in every markup. */
    String mark() {
        return files.stream()
                .map(TicketFile::sha256)
                .filter(text::contains)
                .findFirst()
                .orElseThrow();
    }

    /** By which the text is known when it was uploaded. */
    String textSum() {
        return Sha256.of(ForeignText.bytes(text));
    }

    Path path(TicketFile file) {
        return folder.resolve(file.name());
    }
}
