package ergodiag.replay.observer;

import ergodiag.replay.recording.GoJson;
import java.util.Collection;

/** An object of a reply as it is written: fields in their order, without any space. */
final class ObjectText {
    static final String LEGEND = "services.ergo/legend";

    private final StringBuilder out = new StringBuilder("{");

    ObjectText text(String name, String value) {
        return json(name, GoJson.string(value));
    }

    ObjectText number(String name, long value) {
        return json(name, Long.toString(value));
    }

    ObjectText flag(String name, boolean value) {
        return json(name, Boolean.toString(value));
    }

    /** Elements that are JSON already. */
    ObjectText list(String name, Collection<String> elements) {
        return json(name, "[" + String.join(",", elements) + "]");
    }

    /** The same, where no element is nil. */
    ObjectText listOrNil(String name, Collection<String> elements) {
        return elements.isEmpty() ? json(name, "null") : list(name, elements);
    }

    /** What the fields mean, for people; nothing where there is nothing to say. */
    ObjectText legend(String legend) {
        return legend.equals("{}") ? this : json(LEGEND, legend);
    }

    /** A value that is JSON already. */
    ObjectText json(String name, String value) {
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
