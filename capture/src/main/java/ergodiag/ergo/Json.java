package ergodiag.ergo;

import ergodiag.bundle.Source;
import ergodiag.bundle.foreign.ForeignJson;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** How replies that are JSON are parsed: whole when small, element by element when they are lists. */
public final class Json {
    /** Larger than any reply that is no list; lists are read element by element and have no limit. */
    private static final long LARGEST_DOCUMENT = 64L << 20;

    /** Longer than any text of a node: a message of its log, what a process says of itself. */
    private static final int LONGEST_STRING = 10_000_000;

    private static final ObjectMapper MAPPER =
            ForeignJson.builder(ForeignJson.ANY_LENGTH, LONGEST_STRING).build();
    private static final ObjectMapper WHOLE =
            ForeignJson.builder(LARGEST_DOCUMENT, LONGEST_STRING).build();
    /** For an element of a list: its neighbours follow. */
    private static final ObjectReader ELEMENTS =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** The value at that place of a reply; a missing node when the reply has none there. */
    static JsonNode tree(InputStream in, Source at) {
        try (BoundedElements parser = new BoundedElements(WHOLE.createParser(in), BoundedElements.OF_A_DOCUMENT)) {
            JsonNode whole = parser.nextToken() == null ? MissingNode.getInstance() : WHOLE.readTree(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableReply(at.file(), 0, "something follows the JSON value");
            }
            return whole.at(at.pointer());
        } catch (JacksonException e) {
            throw new UnreadableReply(at.file(), line(e), e.getOriginalMessage());
        }
    }

    /** A reply that is no list, as a whole. @throws UnreadableReply when it is none that fits into memory */
    public static JsonNode whole(InputStream in, String file) {
        return tree(in, Source.file(file));
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
     * What stands behind the array is not looked at. A row that cannot be read is left out, and told of when all others were handed on.
     */
    static <T> void rows(InputStream in, Source at, Function<Fields, T> read, Consumer<? super T> rows) {
        objects(in, at, (parser, index) -> rows.accept(read.apply(new Fields(value(parser), at.element(index)))));
    }

    /** Reads one object of a list, from its beginning, where the parser stands, to its end. */
    public interface Objects {
        /** @param index which element of the list it is */
        void read(JsonParser parser, int index);
    }

    /**
     * The same where the objects are read token by token.
     *
     * @throws UnreadableReply when it is no list, or one of its objects is no such object
     */
    public static void objects(InputStream in, Source at, Objects objects) {
        String file = at.file();
        try (BoundedElements parser = new BoundedElements(MAPPER.createParser(in), BoundedElements.OF_AN_ELEMENT)) {
            JsonToken first = arrive(parser, JsonPointer.compile(at.pointer()));
            if (first == JsonToken.VALUE_NULL) {
                return;
            }
            if (first != JsonToken.START_ARRAY) {
                throw new UnreadableReply(file, 1, "a list was expected" + where(at));
            }
            elements(parser, objects);
        } catch (JacksonException e) {
            throw new UnreadableReply(file, line(e), e.getOriginalMessage());
        }
    }

    /** The value at which the parser stands, whole. */
    public static JsonNode value(JsonParser parser) {
        return ELEMENTS.readTree(parser);
    }

    /** Tells the names of fields by their places among these. */
    public static PropertyNameMatcher names(List<String> names) {
        return MAPPER.tokenStreamFactory()
                .constructNameMatcher(names.stream().map(Named::fromString).toList(), false);
    }

    /** An object without fields. */
    public static ObjectNode noFields() {
        return MAPPER.createObjectNode();
    }

    /**
     * Reads an object with a long list in it, in one pass and the list element by element; {@code null} is an empty list.
     *
     * @param at the object's place
     * @param list name of the member that is the list
     * @param elements takes the list's objects, each with its place
     * @return the numbers, texts and flags beside the list; members that are objects or other lists are passed over
     * @throws UnreadableReply when it is no object with such a list
     */
    public static Fields beside(InputStream in, Source at, String list, Consumer<Fields> elements) {
        return beside(in, at, Map.of(list, elements));
    }

    /**
     * The same of an object with several long lists.
     *
     * @param lists takes the objects of each list, by the name of the member
     * @throws UnreadableReply when it is no object with any of these lists
     */
    public static Fields beside(InputStream in, Source at, Map<String, Consumer<Fields>> lists) {
        ObjectNode rest = MAPPER.createObjectNode();
        boolean found = false;
        try (BoundedElements parser = new BoundedElements(MAPPER.createParser(in), BoundedElements.OF_AN_ELEMENT)) {
            if (arrive(parser, JsonPointer.compile(at.pointer())) != JsonToken.START_OBJECT) {
                throw new UnreadableReply(at.file(), 1, "an object was expected" + where(at));
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.elementBegins();
                JsonToken value = parser.nextToken();
                Consumer<Fields> elements = lists.get(name);
                found |= elements != null && (value == JsonToken.START_ARRAY || value == JsonToken.VALUE_NULL);
                if (elements != null && value == JsonToken.START_ARRAY) {
                    Source list = at.member(name);
                    elements(
                            parser,
                            (element, index) -> elements.accept(new Fields(value(element), list.element(index))));
                } else if (value.isScalarValue()) {
                    rest.set(name, value(parser));
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new UnreadableReply(at.file(), line(e), e.getOriginalMessage());
        }
        if (!found) {
            throw new UnreadableReply(
                    at.file(),
                    1,
                    "a list " + String.join(" or ", new TreeSet<>(lists.keySet())) + " was expected" + where(at));
        }
        return new Fields(rest, at);
    }

    private static void elements(BoundedElements parser, Objects objects) {
        Optional<UnreadableReply> first = Optional.empty();
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            parser.elementBegins();
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                try {
                    objects.read(parser, index);
                } catch (UnreadableReply e) {
                    first = first.or(() -> Optional.of(e));
                }
            } else {
                value(parser);
            }
        }
        if (first.isPresent()) {
            throw first.get();
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
            if (!enter(parser, left.getMatchingProperty())) {
                return null;
            }
            token = parser.nextToken();
            left = left.tail();
        }
        return token;
    }

    /** Goes to the member of that name in the object at whose beginning the parser stands; what stands before it is passed over. @return whether there is one */
    public static boolean enter(JsonParser parser, String member) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (name.equals(member)) {
                return true;
            }
            parser.nextToken();
            parser.skipChildren();
        }
        return false;
    }

    private static String where(Source at) {
        return at.pointer().isEmpty() ? "" : " at " + at.pointer();
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    }
}
