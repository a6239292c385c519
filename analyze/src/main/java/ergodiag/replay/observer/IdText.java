package ergodiag.replay.observer;

import ergodiag.replay.recording.GoJson;
import java.util.ArrayList;
import java.util.List;

/** Ids as a caller names them: {@code [node:]ID.CREATION} (ERGO33.md 5). */
enum IdText {
    PROCESS("process", "ID.Creation", 2),
    META("reference", "ID.ID.ID.Creation", 4);

    private final String what;
    private final String form;
    private final int count;

    IdText(String what, String form, int count) {
        this.what = what;
        this.form = form;
        this.count = count;
    }

    /** The numbers of an id of that node, the creation last. */
    List<Long> numbers(String text, String node) {
        int colon = text.indexOf(':');
        if (colon == 0) {
            throw fault(text, "the node is empty");
        }
        if (colon > 0 && !text.substring(0, colon).equals(node)) {
            throw fault(text, "it names node " + text.substring(0, colon) + ", not " + node);
        }
        String[] fields = text.substring(colon + 1).split("\\.", -1);
        if (fields.length != count) {
            throw fault(text, "holds " + fields.length + " numbers, not " + count);
        }
        List<Long> numbers = new ArrayList<>();
        for (String field : fields) {
            try {
                numbers.add(Long.parseUnsignedLong(field));
            } catch (NumberFormatException e) {
                throw fault(text, GoJson.quoted(field) + " is not a decimal number");
            }
        }
        return numbers;
    }

    private Refused fault(String text, String why) {
        return new Refused(what + " " + GoJson.quoted(text) + ": " + why + ", want [node:]" + form);
    }
}
