package ergodiag.ergo;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonParserDelegate;

/** A parser that refuses what would not fit in memory: a record of more tokens, or records of more kinds of fields, than any node tells. */
final class BoundedElements extends JsonParserDelegate {
    /** Tokens of an element of a list. */
    static final int OF_AN_ELEMENT = 200_000;
    /** Tokens of a reply that is read as a whole. */
    static final int OF_A_DOCUMENT = 1_000_000;
    /** The parser keeps the name of every kind of field that it met. */
    private static final int MOST_NAMES = 50_000;

    private final int most;
    private final Set<String> names = new HashSet<>();
    private int tokens;

    /** @param most tokens of an element, or of the document where it has none */
    BoundedElements(JsonParser parser, int most) {
        super(parser);
        this.most = most;
    }

    /** Another element begins. */
    void elementBegins() {
        tokens = 0;
    }

    @Override
    public JsonToken nextToken() {
        JsonToken token = super.nextToken();
        count(token == JsonToken.PROPERTY_NAME ? currentName() : null);
        return token;
    }

    @Override
    public String nextName() {
        String name = super.nextName();
        count(name);
        return name;
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        int match = super.nextNameMatch(matcher);
        count(match == PropertyNameMatcher.MATCH_UNKNOWN_NAME ? currentName() : null);
        return match;
    }

    private void count(@Nullable String name) {
        tokens++;
        if (tokens > most) {
            throw new StreamReadException(this, "a record is larger than any of a node");
        }
        if (name != null && names.add(name) && names.size() > MOST_NAMES) {
            throw new StreamReadException(this, "its records have more kinds of fields than any of a node");
        }
    }
}
