package ergodiag.ergo;

import ergodiag.bundle.Source;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
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

    /** The value at that place of a reply; a missing node when the reply has none there. */
    static JsonNode tree(InputStream in, Source at) {
        try {
            return WHOLE.readTree(in).at(at.pointer());
        } catch (JacksonException e) {
            throw new UnreadableReply(at.file(), line(e), e.getOriginalMessage());
        }
    }

    static <T> T object(InputStream in, Source at, Function<Fields, T> read) {
        JsonNode node = tree(in, at);
        if (!node.isObject()) {
            throw new UnreadableReply(at.file(), 1, "an object was expected" + where(at));
        }
        return read.apply(new Fields(node, at));
    }

    /**
     * Reads the array at that place of a reply element by element: only one element is in memory at a time. {@code null} is an empty list.
     * What stands behind the array is not looked at.
     */
    static <T> void rows(InputStream in, Source at, Function<Fields, T> read, Consumer<? super T> rows) {
        String file = at.file();
        try (BoundedElements parser = new BoundedElements(MAPPER.createParser(in))) {
            JsonToken first = arrive(parser, JsonPointer.compile(at.pointer()));
            if (first == JsonToken.VALUE_NULL) {
                return;
            }
            if (first != JsonToken.START_ARRAY) {
                throw new UnreadableReply(file, 1, "a list was expected" + where(at));
            }
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

    /** Goes to a place by the names of its members; what stands before it is passed over. @return the first token there; null when there is no such place */
    private static @Nullable JsonToken arrive(JsonParser parser, JsonPointer place) {
        JsonToken token = parser.nextToken();
        JsonPointer left = place;
        while (!left.matches()) {
            if (token != JsonToken.START_OBJECT) {
                return null;
            }
            String wanted = left.getMatchingProperty();
            String name = parser.nextName();
            while (name != null && !name.equals(wanted)) {
                parser.nextToken();
                parser.skipChildren();
                name = parser.nextName();
            }
            if (name == null) {
                return null;
            }
            token = parser.nextToken();
            left = left.tail();
        }
        return token;
    }

    private static String where(Source at) {
        return at.pointer().isEmpty() ? "" : " at " + at.pointer();
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    }
}
