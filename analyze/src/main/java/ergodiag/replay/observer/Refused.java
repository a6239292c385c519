package ergodiag.replay.observer;

import ergodiag.replay.recording.ToolAnswer;
import java.time.Duration;

/** A tool or a node says no: to a tool it is a result that is an error, to a resource a failure. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Duration took;

    Refused(String why) {
        this(why, Duration.ZERO);
    }

    Refused(String why, Duration took) {
        super(why);
        this.took = took;
    }

    /** What the node itself says. */
    static Refused by(String node, String why) {
        return new Refused("node " + node + ": " + why);
    }

    /** For everything that the bundle does not hold. */
    static Refused notRecorded(String what) {
        return new Refused(ToolAnswer.notRecorded(what).text());
    }

    /**
     * What the old application answered, in the words of an Observer: its errors begin with the name of the tool, an Observer's with that of
     * the node.
     */
    static Refused as(String node, ToolAnswer error) {
        String text = error.text();
        if (text.startsWith(ToolAnswer.NOT_RECORDED)) {
            return new Refused(text, error.took());
        }
        int colon = text.indexOf(": ");
        return new Refused("node " + node + ": " + (colon < 0 ? text : text.substring(colon + 2)), error.took());
    }

    String why() {
        return String.valueOf(getMessage());
    }

    /** How long it takes to say so, in time of the recorded cluster. */
    Duration took() {
        return took;
    }
}
