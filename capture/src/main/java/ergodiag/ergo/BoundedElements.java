package ergodiag.ergo;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.util.JsonParserDelegate;

/** A parser of a list that refuses an element of more tokens than any record of a node has: it would not fit in memory. */
final class BoundedElements extends JsonParserDelegate {
    private static final int MOST_TOKENS = 200_000;

    private int tokens;

    BoundedElements(JsonParser parser) {
        super(parser);
    }

    /** Another element begins. */
    void elementBegins() {
        tokens = 0;
    }

    @Override
    public JsonToken nextToken() {
        count();
        return super.nextToken();
    }

    @Override
    public String nextName() {
        count();
        return super.nextName();
    }

    private void count() {
        tokens++;
        if (tokens > MOST_TOKENS) {
            throw new StreamReadException(this, "an element of the list is larger than any record of a node");
        }
    }
}
