package ergodiag.cli;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ergo.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** Places in files that are too long to be taken into memory: what stands before them is passed over. */
final class LongFile {
    /** Of a line that is shown. */
    private static final int LONGEST_LINE = 16 << 20;

    private static final ObjectReader ELEMENTS =
            ForeignJson.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private LongFile() {}

    /**
     * An element of a list, and a place in it.
     *
     * @param rest of the place, from there on
     */
    record Element(JsonNode element, JsonPointer rest) {}

    /**
     * The element of the first list on the way to a place, the only part of the file that is kept.
     *
     * @return empty when nothing stands there, or there is no list on the way
     */
    static Optional<Element> element(InputStream in, JsonPointer place) throws IOException {
        try (JsonParser parser = ForeignJson.mapper().createParser(in)) {
            JsonPointer left = place;
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_OBJECT
                    && !left.matches()
                    && Json.enter(parser, left.getMatchingProperty())) {
                left = left.tail();
                token = parser.nextToken();
            }
            if (token != JsonToken.START_ARRAY || left.matches()) {
                return Optional.empty();
            }
            int wanted = left.getMatchingIndex();
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                if (index == wanted) {
                    return Optional.of(new Element(ELEMENTS.readTree(parser), left.tail()));
                }
                parser.skipChildren();
            }
            return Optional.empty();
        }
    }

    /**
     * Some lines of a file.
     *
     * @param lines from the first that is wanted on
     * @param count of the lines up to the last that is wanted; of all of the file where it is shorter
     */
    record Lines(List<String> lines, int count) {}

    /** The lines from one to another, counted from 1. @throws IOException when one of them is too long, or the file cannot be read */
    static Lines lines(InputStream in, int first, int last) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int number = 1;
        boolean begun = false;
        boolean carriage = false;
        try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (int c = text.read(); c >= 0 && number <= last; c = text.read()) {
                boolean second = carriage && c == '\n';
                carriage = c == '\r';
                if (second) {
                    continue;
                }
                begun = c != '\n' && c != '\r';
                if (begun && number >= first) {
                    line.append((char) c);
                    if (line.length() > LONGEST_LINE) {
                        throw new IOException("the line is longer than any that is shown");
                    }
                } else if (!begun) {
                    if (number >= first) {
                        lines.add(line.toString());
                        line.setLength(0);
                    }
                    number++;
                }
            }
        }
        if (begun && number >= first) {
            lines.add(line.toString());
        }
        return new Lines(lines, begun ? number : number - 1);
    }
}
