package ergodiag.replay.observer;

import ergodiag.replay.recording.GoJson;
import java.util.Collection;

/** An object of a reply as it is written: fields in their order, without any space. */
final class ReplyText {
    static final String LEGEND = "services.ergo/legend";

    private final StringBuilder out = new StringBuilder("{");

    ReplyText text(String name, String value) {
        return json(name, GoJson.string(value));
    }

    ReplyText number(String name, long value) {
        return json(name, Long.toString(value));
    }

    ReplyText flag(String name, boolean value) {
        return json(name, Boolean.toString(value));
    }

    /** Elements that are JSON already. */
    ReplyText list(String name, Collection<String> elements) {
        return json(name, "[" + String.join(",", elements) + "]");
    }

    /** The same, where no element is nil. */
    ReplyText listOrNil(String name, Collection<String> elements) {
        return elements.isEmpty() ? json(name, "null") : list(name, elements);
    }

    /** What the fields mean, for people; nothing where there is nothing to say. */
    ReplyText legend(String legend) {
        return legend.equals("{}") ? this : json(LEGEND, legend);
    }

    /** A value that is JSON already. */
    ReplyText json(String name, String value) {
        out.append(out.length() == 1 ? "" : ",")
                .append(GoJson.string(name))
                .append(':')
                .append(value);
        return this;
    }

    @Override
    public String toString() {
        return out + "}";
    }
}
