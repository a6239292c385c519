package ergodiag.bundle.foreign;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;

/** Makes a {@link SoundParser} of whatever is parsed, in which halves of characters are replaced before. */
final class SoundFactory extends JsonFactory {
    private static final long serialVersionUID = 1L;

    SoundFactory(StreamReadConstraints constraints) {
        super(JsonFactory.builder().streamReadConstraints(constraints));
    }

    @Override
    public JsonParser createParser(ObjectReadContext reading, String text) {
        String whole = ForeignText.whole(text);
        return whole.contains("\\u")
                ? createParser(reading, whole.getBytes(StandardCharsets.UTF_8))
                : super.createParser(reading, whole);
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext reading, IOContext context, InputStream in) {
        return new SoundParser(super._createParser(reading, context, new SoundBytes(in)));
    }

    @Override
    protected JsonParser _createParser(
            ObjectReadContext reading, IOContext context, byte[] bytes, int offset, int length) {
        return _createParser(reading, context, new ByteArrayInputStream(bytes, offset, length));
    }

    /** Comes here by a long text in which no escape has to be looked at. */
    @Override
    protected JsonParser _createParser(ObjectReadContext reading, IOContext context, Reader text) {
        return new SoundParser(super._createParser(reading, context, text));
    }

    @Override
    protected JsonParser _createParser(
            ObjectReadContext reading, IOContext context, char[] text, int offset, int length, boolean recyclable) {
        return new SoundParser(super._createParser(reading, context, text, offset, length, recyclable));
    }
}
