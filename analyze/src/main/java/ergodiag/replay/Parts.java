package ergodiag.replay;

import ergodiag.bundle.Call;
import java.util.Optional;

/** Parts of lists that were asked in several calls. */
final class Parts {
    private Parts() {}

    /** The part as an answer of its own, which says nothing about the whole list. */
    static Call single(Call part) {
        return new Call(
                part.id(),
                part.node(),
                part.tool(),
                part.arguments(),
                part.reading(),
                "part",
                part.part(),
                Optional.of(false),
                part.expected(),
                part.why(),
                part.started(),
                part.took(),
                part.outcome(),
                part.errorCode(),
                part.error(),
                part.file(),
                part.bytes(),
                part.sha256(),
                part.rows(),
                part.limit(),
                part.truncated());
    }
}
