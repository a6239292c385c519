package ergodiag.testing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON of any shape, with keys that tell secrets and values that are some. */
final class MadeUpJson {
    static final List<String> KEYS =
            List.of("a", "name", "password", "env", "key", "value", "headers", "token", "user");

    private static final List<String> NUMBERS =
            List.of("0", "-1", "17", "1.5", "-0.25e-3", "1E400", "12345678901234567890", "493201");
    private static final List<String> SECRET_WORDS =
            List.of("x", "orders", "hunter-22xyz", "password=hunter-22xyz", "Bearer abcdefghijkl12345");

    private final Choices choices;

    MadeUpJson(Choices choices) {
        this.choices = choices;
    }

    /** Objects and arrays as they were, and leaves where leaves were; where a number went, there may be a member more that says so. */
    static boolean sameShape(JsonNode before, JsonNode after) {
        List<JsonNode> one = before.values().stream().toList();
        List<JsonNode> other = after.isObject()
                ? after.propertyStream()
                        .filter(member -> !member.getKey().endsWith(" (removed)"))
                        .map(Map.Entry::getValue)
                        .toList()
                : after.values().stream().toList();
        if (before.isContainer() != after.isContainer() || one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!sameShape(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    JsonNode tree(int deepest) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        switch (deepest == 0 ? 2 + choices.choice(4) : choices.choice(6)) {
            case 0 -> {
                ObjectNode object = make.objectNode();
                for (int i = choices.choice(5); i > 0; i--) {
                    String key = choices.choice(4) == 0 ? choices.noise(12) : KEYS.get(choices.choice(KEYS.size()));
                    object.set(key + object.size(), tree(deepest - 1));
                }
                return object;
            }
            case 1 -> {
                ArrayNode array = make.arrayNode();
                for (int i = choices.choice(5); i > 0; i--) {
                    array.add(tree(deepest - 1));
                }
                return array;
            }
            case 2 -> {
                return make.numberNode(new BigDecimal(NUMBERS.get(choices.choice(NUMBERS.size()))));
            }
            case 3 -> {
                return make.stringNode(choices.noise(40));
            }
            case 4 -> {
                return choices.choice(2) == 0 ? make.nullNode() : make.booleanNode(choices.choice(2) == 0);
            }
            default -> {
                return make.stringNode(SECRET_WORDS.get(choices.choice(SECRET_WORDS.size())));
            }
        }
    }
}
