package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** How replies that are JSON are parsed: whole when small, element by element when they are lists. */
final class Json {
    /** Larger than any reply that is no list; lists are read element by element and have no limit. */
    private static final long LARGEST_DOCUMENT = 64L << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectMapper WHOLE = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LARGEST_DOCUMENT)
                            .build())
                    .build())
            .build();
    /** For an element of a list: its neighbours follow. */
    private static final ObjectReader ELEMENTS =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static JsonNode tree(InputStream in, String file) {
        try {
            return WHOLE.readTree(in);
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
        try (BoundedElements parser = new BoundedElements(MAPPER.createParser(in))) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.VALUE_NULL) {
                return;
            }
            if (first != JsonToken.START_ARRAY) {
                throw new UnreadableReply(file, 1, "a list was expected");
            }
            Source at = Source.file(file);
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                parser.elementBegins();
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
