package ergodiag.ergo.process;

import ergodiag.bundle.Source;
import ergodiag.bundle.foreign.Plausible;
import ergodiag.ergo.Fields;
import ergodiag.ergo.Json;
import ergodiag.ergo.UnreadableReply;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads process lists token by token into blocks of rows. A field that is written as the framework writes it is taken from the parser; any
 * other is judged by {@link Fields} when its row is over, as in all replies.
 */
final class RowReader {
    private static final PropertyNameMatcher NAMES =
            Json.names(RowField.all().stream().map(RowField::json).toList());

    private final Texts texts;
    private final Consumer<RowBlock> blocks;
    private final List<Source> lists = new ArrayList<>();
    private final RowBuffer rows = new RowBuffer();
    private @Nullable ObjectNode odd;

    /**
     * @param texts knows the texts of all lists that are to be compared
     * @param blocks takes the rows, as many at a time as fit in a block
     */
    RowReader(Texts texts, Consumer<RowBlock> blocks) {
        this.texts = texts;
        this.blocks = blocks;
    }

    /**
     * Reads a list. Those of its rows that come before something that cannot be read are kept.
     *
     * @throws UnreadableReply when it is no such list, or one of its rows is none
     */
    void read(InputStream in, Source at) {
        lists.add(at);
        Json.objects(in, at, (parser, index) -> row(parser, at, index));
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
        if (rows.isFull()) {
            flush();
        }
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
        if (isText(field)) {
            if (token == JsonToken.VALUE_STRING) {
                text(field, parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
                taken = true;
            }
        } else if (token == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= Plausible.SURE_DIGITS) {
            taken = number(field, parser.getLongValue());
        }
        if (!taken) {
            odd = odd == null ? Json.noFields() : odd;
            odd.set(field.json(), Json.value(parser));
        } else if (odd != null) {
            odd.remove(field.json());
        }
    }

    private static boolean isText(RowField field) {
        return field.kind() == RowField.Kind.TEXT || field.kind() == RowField.Kind.NUMBERED_TEXT;
    }

    private void text(RowField field, char[] text, int offset, int length) {
        if (field.kind() == RowField.Kind.NUMBERED_TEXT) {
            int stem = texts.numbered(text, offset, length);
            rows.set(field, stem, texts.number());
        } else {
            rows.set(field, texts.whole(text, offset, length));
        }
    }

    /** Takes a number that is what the field should be. @return whether it is */
    private boolean number(RowField field, long value) {
        boolean can = switch (field.kind()) {
            case COUNTER, COUNT -> value >= 0;
            case SECONDS -> Math.abs(value) <= Fields.MOST_SECONDS;
            case NANOS, NANOS_OR_GAP, TEXT, NUMBERED_TEXT -> true;
        };
        if (can) {
            rows.set(
                    field,
                    switch (field.kind()) {
                        case NANOS -> Math.max(0, value);
                        case NANOS_OR_GAP -> value < 0 ? RowField.CANNOT_BE : value;
                        case COUNTER, COUNT, SECONDS, TEXT, NUMBERED_TEXT -> value;
                    });
        }
        return can;
    }

    /** Takes the fields that are written in another way. @throws UnreadableReply when one is not what it should be */
    private void judge(Fields told) {
        for (RowField field : RowField.all()) {
            String name = field.json();
            if (told.node().has(name)) {
                switch (field.kind()) {
                    case TEXT, NUMBERED_TEXT -> {
                        char[] text = told.text(name).toCharArray();
                        text(field, text, 0, text.length);
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
