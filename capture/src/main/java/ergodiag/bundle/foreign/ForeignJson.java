package ergodiag.bundle.foreign;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.json.JsonMapper;

/**
 * How JSON that others wrote is parsed, everywhere: half a character, and bytes that are no UTF-8, are the replacement character
 * (U+FFFD); a number that nothing can have, being longer than 64 bits or beyond a double, is the text that stands there, and so no number to
 * whoever asks for one. Nothing else than the value concerned is lost.
 */
public final class ForeignJson {
    /** Longer than any number that is only odd: the parser keeps all its digits. */
    private static final int LONGEST_NUMBER = 2 << 20;

    /** No document is too long. */
    public static final long ANY_LENGTH = -1;

    private static final JsonMapper MAPPER = builder().build();

    private ForeignJson() {}

    /** The mapper of all that needs nothing special. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** For a mapper with settings of its own. */
    public static JsonMapper.Builder builder() {
        return JsonMapper.builder(new SoundFactory(constraints().build()));
    }

    /** The same, for documents of so many bytes and strings of so many characters at most. */
    public static JsonMapper.Builder builder(long longestDocument, int longestString) {
        return JsonMapper.builder(new SoundFactory(constraints()
                .maxDocumentLength(longestDocument)
                .maxStringLength(longestString)
                .build()));
    }

    /** The same, for documents of so many bytes at most. */
    public static JsonMapper.Builder builder(long longestDocument) {
        return JsonMapper.builder(new SoundFactory(
                constraints().maxDocumentLength(longestDocument).build()));
    }

    private static StreamReadConstraints.Builder constraints() {
        return StreamReadConstraints.builder().maxNumberLength(LONGEST_NUMBER);
    }
}
