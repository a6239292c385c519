package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** How replies that are JSON are parsed: whole when small, element by element when they are lists. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    /** For an element of a list: its neighbours follow. */
    private static final ObjectReader ELEMENTS =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static JsonNode tree(InputStream in, String file) {
        try {
            return MAPPER.readTree(in);
        } catch (JacksonException e) {
            throw new UnreadableReply(file, line(e), e.getOriginalMessage());
        }
    }

    static <T> T object(InputStream in, String file, Function<Fields, T> read) {
        JsonNode node = tree(in, file);
        if (!node.isObject()) {
            throw new UnreadableReply(file, 1, "an object was expected");
        }
        return read.apply(new Fields(node, Source.file(file)));
    }

    /** Reads an array element by element: only one element is in memory at a time. {@code null} is an empty list. */
    static <T> void rows(InputStream in, String file, Function<Fields, T> read, Consumer<? super T> rows) {
        try (JsonParser parser = MAPPER.createParser(in)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.VALUE_NULL) {
                return;
            }
            if (first != JsonToken.START_ARRAY) {
                throw new UnreadableReply(file, 1, "a list was expected");
            }
            Source at = Source.file(file);
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                JsonNode element = ELEMENTS.readTree(parser);
                if (element.isObject()) {
                    rows.accept(read.apply(new Fields(element, at.element(index))));
                }
            }
        } catch (JacksonException e) {
            throw new UnreadableReply(file, line(e), e.getOriginalMessage());
        }
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    }
}
