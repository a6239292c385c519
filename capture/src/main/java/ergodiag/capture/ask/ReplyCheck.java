package ergodiag.capture.ask;

import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Whether a reply has the shape that its tool is known to give: what has another one is no answer, so that a node which says nonsense is not
 * taken for one that was looked at. Only what every version gives is checked (ERGO.md 4 and 5); unknown and absent fields are let pass.
 */
final class ReplyCheck {
    private static final long LONGEST_OBJECT = 4 << 20;
    private static final Pattern NUMBER = Pattern.compile("-?\\d++(?:\\.\\d++)?(?:[eE][+-]?\\d++)?");
    static final String NO_LIST = "the reply is no list";

    private ReplyCheck() {}

    /** What is wrong with the stored reply; empty when nothing is. */
    static Optional<String> fault(Question question, Optional<Path> stored) {
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (question.there().isPresent()) {
                return there(question, stored.get());
            }
            return switch (question.tool().form()) {
                case OBJECT -> object(stored.get()).fault(question.tool());
                case LIST -> list(stored.get());
                case JSON, TEXT -> Optional.empty();
            };
        } catch (IOException e) {
            throw new WorldError("Reading a reply back: " + e.getMessage() + "; check the disk.", e);
        }
    }

    /** An Observer answers with an object, and says of which node: what it says below is looked at as at any other endpoint, where it is small. */
    private static Optional<String> there(Question question, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            int first = in.read();
            while (first >= 0 && Character.isWhitespace(first)) {
                first = in.read();
            }
            if (first != '{' && first != '[') {
                return Optional.of("the reply is neither an object nor a list");
            }
        }
        if (question.tool().form() != Tool.Form.OBJECT) {
            return Optional.empty();
        }
        String place = question.there().orElseThrow().place();
        return new Parsed(object(file).root().map(root -> root.at(place)).filter(JsonNode::isObject))
                .fault(question.tool());
    }

    private record Parsed(Optional<JsonNode> root) {
        Optional<String> fault(Tool tool) {
            if (root.isEmpty()) {
                return Optional.of("the reply is no JSON object");
            }
            return nameless(tool).or(() -> noNumber(tool));
        }

        private Optional<String> nameless(Tool tool) {
            return tool.namedBy()
                    .filter(field -> root.get().path(field).asString("").isBlank()
                            || !root.get().path(field).isString())
                    .map(field -> "the reply names no node: its " + field + " is '"
                            + root.get().path(field).toString() + "'");
        }

        private Optional<String> noNumber(Tool tool) {
            return tool.numbers().stream()
                    .filter(field -> !root.get().path(field).isMissingNode()
                            && !isNumber(root.get().path(field)))
                    .findFirst()
                    .map(field -> "the reply's " + field + " is no number");
        }
    }

    /** Also one that nothing can have, which is a text here ({@link ForeignJson}): it costs the field and not the answer. */
    private static boolean isNumber(JsonNode value) {
        return value.isNumber() || NUMBER.matcher(value.asString("")).matches();
    }

    private static Parsed object(Path file) throws IOException {
        if (Files.size(file) > LONGEST_OBJECT) {
            return new Parsed(Optional.empty());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new Parsed(Optional.of(ForeignJson.mapper().readTree(in)).filter(JsonNode::isObject));
        } catch (JacksonException e) {
            return new Parsed(Optional.empty());
        }
    }

    /** Whether a list may begin with this letter: an empty one is the text {@code null} (ERGO.md 1). */
    static boolean beginsList(int first) {
        return first == '[' || first == 'n';
    }

    private static Optional<String> list(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            int first = in.read();
            while (first >= 0 && Character.isWhitespace(first)) {
                first = in.read();
            }
            return beginsList(first) ? Optional.empty() : Optional.of(NO_LIST);
        }
    }
}
