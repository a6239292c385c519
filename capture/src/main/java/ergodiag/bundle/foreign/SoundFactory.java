package ergodiag.bundle.foreign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;

/** Makes a {@link SoundParser} of whatever is parsed, in which halves of characters are replaced before; bytes are UTF-8, which is all that JSON between programs may be (RFC 8259, 8.1). */
final class SoundFactory extends JsonFactory {
    private static final long serialVersionUID = 1L;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    SoundFactory(StreamReadConstraints constraints) {
        super(JsonFactory.builder().streamReadConstraints(constraints));
    }

    @Override
    public JsonParser createParser(ObjectReadContext reading, String text) {
        String whole = ForeignText.whole(text);
        return whole.contains("\\u")
                ? createParser(reading, new StringReader(whole))
                : super.createParser(reading, whole);
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext reading, IOContext context, InputStream in) {
        return _createParser(reading, context, text(in));
    }

    @Override
    protected JsonParser _createParser(
            ObjectReadContext reading, IOContext context, byte[] bytes, int offset, int length) {
        return _createParser(reading, context, new ByteArrayInputStream(bytes, offset, length));
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext reading, IOContext context, Reader in) {
        return new SoundParser(super._createParser(reading, context, new WholeEscapes(in)));
    }

    @Override
    protected JsonParser _createParser(
            ObjectReadContext reading, IOContext context, char[] text, int offset, int length, boolean recyclable) {
        return new SoundParser(super._createParser(reading, context, text, offset, length, recyclable));
    }

    private static Reader text(InputStream in) {
        PushbackReader text = new PushbackReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            int first = text.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                text.unread(first);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
