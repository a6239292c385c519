package ergodiag.ergo.process;

import ergodiag.bundle.Source;
import ergodiag.bundle.foreign.Plausible;
import ergodiag.ergo.Fields;
import ergodiag.ergo.Json;
import ergodiag.ergo.UnreadableReply;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads process lists into blocks of rows: those that are written as a node writes them as a {@link PlainList}, any other token by token. A field
 * that is written as the framework writes it is taken from the parser; any other is judged by {@link Fields} when its row is over, as in all replies.
 */
final class RowReader {
    private static final PropertyNameMatcher NAMES =
            Json.names(RowField.all().stream().map(RowField::json).toList());

    private final Texts texts;
    private final Consumer<RowBlock> blocks;
    private final List<Source> lists = new ArrayList<>();
    private final RowBuffer rows;
    private @Nullable ObjectNode odd;

    /**
     * @param texts knows the texts of all lists that are to be compared
     * @param blocks takes the rows, as many at a time as fit in a block
     */
    RowReader(Texts texts, Consumer<RowBlock> blocks) {
        this.texts = texts;
        this.rows = new RowBuffer(texts);
        this.blocks = blocks;
    }

    /**
     * Reads a list. Those of its rows that come before something that cannot be read are kept.
     *
     * @throws UnreadableReply when it is no such list, or one of its rows is none
     */
    void read(InputStream in, Source at) {
        lists.add(at);
        PlainList list = new PlainList(in);
        boolean plain = at.pointer().isEmpty();
        while (plain && list.next()) {
            makeRoom();
            plain = list.take(rows, lists.size() - 1)
                    || list.learn() && list.take(rows, lists.size() - 1)
                    || alone(list, at);
        }
        if (!list.ended()) {
            int passed = list.rows();
            int before = Math.max(0, passed - 1);
            Json.objects(list.rest(), at, (parser, index) -> {
                if (index == 0 && passed > 0) {
                    overlook(parser);
                } else {
                    row(parser, at, before + index);
                }
            });
        }
    }

    /** Reads a row in which something is unusual. @return false when nothing is made of it by itself */
    private boolean alone(PlainList list, Source at) {
        Optional<byte[]> row = list.alone();
        try {
            row.ifPresent(it ->
                    Json.objects(new ByteArrayInputStream(it), at, (parser, index) -> row(parser, at, list.rows())));
        } catch (UnreadableReply e) {
            return false;
        }
        row.ifPresent(it -> list.pass());
        return row.isPresent();
    }

    private void makeRoom() {
        if (rows.isFull()) {
            flush();
        }
    }

    /** Hands on the rows that are left. */
    void flush() {
        if (rows.size() > 0) {
            RowBlock block = new RowBlock(texts, lists, rows);
            rows.clear();
            blocks.accept(block);
        }
    }

    private void row(JsonParser parser, Source at, int index) {
        makeRoom();
        odd = null;
        rows.begin(lists.size() - 1, index);
        for (int name = parser.nextNameMatch(NAMES);
                name != PropertyNameMatcher.MATCH_END_OBJECT;
                name = parser.nextNameMatch(NAMES)) {
            JsonToken value = parser.nextToken();
            if (name >= 0) {
                take(RowField.all().get(name), value, parser);
            } else {
                skip(value, parser);
            }
        }
        if (odd != null) {
            judge(new Fields(odd, at.element(index)));
        }
        rows.end();
    }

    /** Passes over an object. */
    private static void overlook(JsonParser parser) {
        while (parser.nextNameMatch(NAMES) != PropertyNameMatcher.MATCH_END_OBJECT) {
            skip(parser.nextToken(), parser);
        }
    }

    /** Passes over a value, which the parser bounds. */
    private static void skip(JsonToken begin, JsonParser parser) {
        int depth = begin.isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    private void take(RowField field, JsonToken token, JsonParser parser) {
        boolean taken = false;
        if (field.isText()) {
            if (token == JsonToken.VALUE_STRING) {
                rows.text(field, parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
                taken = true;
            }
        } else if (token == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= Plausible.SURE_DIGITS) {
            taken = rows.number(field, parser.getLongValue());
        }
        if (!taken) {
            odd = odd == null ? Json.noFields() : odd;
            odd.set(field.json(), Json.value(parser));
        } else if (odd != null) {
            odd.remove(field.json());
        }
    }

    /** Takes the fields that are written in another way. @throws UnreadableReply when one is not what it should be */
    private void judge(Fields told) {
        for (RowField field : RowField.all()) {
            String name = field.json();
            if (told.node().has(name)) {
                switch (field.kind()) {
                    case TEXT, NUMBERED_TEXT -> {
                        char[] text = told.text(name).toCharArray();
                        rows.text(field, text, 0, text.length);
                    }
                    case COUNTER -> rows.set(field, told.counter(name).bits());
                    case COUNT -> rows.set(field, told.count(name));
                    case NANOS -> rows.set(field, told.nanos(name).toNanos());
                    case NANOS_OR_GAP ->
                        rows.set(
                                field,
                                told.nanosOrGap(name).map(Duration::toNanos).orElse(RowField.CANNOT_BE));
                    case SECONDS -> rows.set(field, told.seconds(name).toSeconds());
                }
            }
        }
    }
}
