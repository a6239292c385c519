package ergodiag.bundle.foreign;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.JsonTokenId;
import tools.jackson.core.util.JsonParserDelegate;

/** A parser whose numbers can be: what can not is a text instead. */
final class SoundParser extends JsonParserDelegate {
    SoundParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() {
        return sound(super.nextToken());
    }

    @Override
    public @Nullable JsonToken nextValue() {
        return sound(super.nextValue());
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return sound(super.currentToken());
    }

    @Override
    public int currentTokenId() {
        JsonToken token = currentToken();
        return token == null ? JsonTokenId.ID_NO_TOKEN : token.id();
    }

    @Override
    public boolean hasToken(JsonToken token) {
        return currentToken() == token;
    }

    @Override
    public boolean hasTokenId(int id) {
        return currentTokenId() == id;
    }

    @Override
    public boolean isExpectedNumberIntToken() {
        return hasToken(JsonToken.VALUE_NUMBER_INT);
    }

    @Override
    public @Nullable String nextStringValue() {
        return nextToken() == JsonToken.VALUE_STRING ? getString() : null;
    }

    private @Nullable JsonToken sound(@Nullable JsonToken token) {
        return token != null && token.isNumeric() && !isOrdinary(token) && !Plausible.isNumber(super.getString())
                ? JsonToken.VALUE_STRING
                : token;
    }

    /** Nearly all numbers are: whole, and so short that nothing has to be looked at. */
    private boolean isOrdinary(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT && super.getStringLength() <= Plausible.SURE_DIGITS;
    }
}
