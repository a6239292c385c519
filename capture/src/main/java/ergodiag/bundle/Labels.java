package ergodiag.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a bundle says of why, how and by whom it was made, as the user gave it.
 *
 * @param command the command line, without secrets
 * @param by who made it
 * @param ticket the ticket it belongs to
 * @param note a note for the reader
 */
@JsonInclude(Include.ALWAYS)
public record Labels(String command, Optional<String> by, Optional<String> ticket, Optional<String> note) {

    /** The same with every text changed. */
    public Labels changed(UnaryOperator<String> text) {
        return new Labels(text.apply(command), by.map(text), ticket.map(text), note.map(text));
    }

    /** Every text. */
    public List<String> texts() {
        return List.of(command, by.orElse(""), ticket.orElse(""), note.orElse(""));
    }
}
