package ergodiag.report.incident;

import ergodiag.incident.Happening;
import ergodiag.incident.Happening.Kind;

/** What kinds of moments are called, and in which lane of the timeline they are told. */
final class KindWords {
    private KindWords() {}

    static String of(Kind kind) {
        return switch (kind) {
            case CAPTURE -> "capture";
            case PERSON -> "people";
            case ALERT -> "alert";
            case RESOLVED -> "alert over";
            case FAULT -> "a fault began";
            case OVER -> "a fault was gone";
            case RESTART -> "restart";
            case NODE -> "last answer";
            case LINK -> "link lost or made";
            case CHANGE -> "changed then";
            case PANIC -> "first panic of its kind";
            case ERROR -> "first error of its kind";
            case WARNING -> "first warning of its kind";
        };
    }

    /** Where one is told: who has a lane of the timeline. */
    static String lane(Happening moment) {
        return switch (moment.kind()) {
            case PERSON -> "people";
            case ALERT, RESOLVED -> "alerts";
            case CAPTURE, FAULT, OVER, RESTART, NODE, LINK, CHANGE, PANIC, ERROR, WARNING ->
                moment.node().isEmpty() ? "cluster" : moment.node();
        };
    }
}
