package ergodiag.capture.ask;

import ergodiag.bundle.ledger.Dialect;
import ergodiag.bundle.ledger.SkipReason;
import ergodiag.capture.scope.AllowedCalls;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.Argument;
import ergodiag.ergo.Tool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What an endpoint offers: its tools and their parameters, as its own {@code tools/list} says. A node leaves out what it does not know or
 * what has the wrong type without a word (ERGO.md 1), so a question that it would answer differently from what we mean is not sent.
 */
public final class OfferedTools {
    /** The type of each parameter; without an entry for a tool that does not tell its parameters. */
    private final Map<String, Map<String, Set<Argument.Type>>> parameters = new TreeMap<>();

    private final Set<String> tools;

    private OfferedTools(Set<String> tools) {
        this.tools = tools;
    }

    /** Everything may be asked: nothing is known yet. */
    static OfferedTools unknown() {
        return new OfferedTools(Set.of());
    }

    /** These tools, with parameters untold. */
    static OfferedTools of(String... names) {
        return new OfferedTools(Set.of(names));
    }

    /** @param list the result of {@code tools/list} */
    public static OfferedTools read(JsonNode list) {
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        list.path("tools").forEach(tool -> schemas.put(tool.path("name").asString(""), tool.path("inputSchema")));
        OfferedTools offer = new OfferedTools(Set.copyOf(schemas.keySet()));
        schemas.forEach((tool, schema) -> {
            boolean takesMore = schema.path("additionalProperties").asBoolean(false);
            if (schema.path("properties").isObject() && !takesMore) {
                Map<String, Set<Argument.Type>> types = new TreeMap<>();
                schema.path("properties")
                        .properties()
                        .forEach(each -> types.put(each.getKey(), types(each.getValue())));
                offer.parameters.put(tool, types);
            }
        });
        return offer;
    }

    private static Set<Argument.Type> types(JsonNode property) {
        List<String> words = new ArrayList<>();
        JsonNode type = property.path("type");
        if (type.isArray()) {
            type.forEach(word -> words.add(word.asString("")));
        } else {
            words.add(type.asString(""));
        }
        List<Argument.Type> known = Arrays.stream(Argument.Type.values())
                .filter(each -> words.contains(each.word()))
                .toList();
        return known.isEmpty() ? Set.of(Argument.Type.values()) : Set.copyOf(known);
    }

    public boolean has(Tool tool) {
        return has(tool.toolName());
    }

    /** Whether a tool of that name on the wire is offered. */
    public boolean has(String tool) {
        return tools.isEmpty() || tools.contains(tool);
    }

    /** Whether a tool takes a parameter, or does not tell. */
    boolean takes(Tool tool, String parameter) {
        return takes(tool.toolName(), parameter);
    }

    boolean takes(String tool, String parameter) {
        Map<String, Set<Argument.Type>> types = parameters.get(tool);
        return types == null || types.containsKey(parameter);
    }

    /**
     * A question as it can be asked here.
     *
     * @param question with what this endpoint takes
     * @param refused why it cannot be asked; empty when it can
     * @param left what was left out of it, a sentence each
     */
    record Fit(Question question, Optional<Skip> refused, List<String> left) {}

    /** @param proxied whether the question is for another node than the one that answers */
    Fit fit(Question question, boolean proxied) {
        if (question.dialect() == Dialect.OBSERVER) {
            return there(question);
        }
        for (Tool needed : AllowedCalls.needs(question)) {
            if (!has(needed)) {
                return refused(question, needed.toolName() + " is not in the node's tools/list");
            }
        }
        Tool tool = question.tool();
        if (proxied && !takes(tool, Tool.NODE.name())) {
            return refused(question, lacks(tool.toolName(), Tool.NODE.name()) + ", so no other node can be asked");
        }
        Question fitting = question;
        List<String> left = new ArrayList<>();
        for (Map.Entry<String, Object> argument : question.arguments().entrySet()) {
            Optional<String> fault = fault(tool.toolName(), argument.getKey(), argument.getValue());
            if (fault.isPresent()
                    && !tool.argument(argument.getKey())
                            .filter(Argument::isDispensable)
                            .isPresent()) {
                return refused(question, fault.get());
            }
            if (fault.isPresent()) {
                fitting = fitting.without(argument.getKey());
                left.add(fault.get() + ": asked without it");
            }
        }
        return sampled(question)
                .map(fault -> refused(question, fault))
                .orElse(new Fit(fitting, Optional.empty(), List.copyOf(left)));
    }

    /** As an Observer is asked: what it left out of its list is denied to us. */
    private Fit there(Question question) {
        if (question.there().isEmpty()) {
            return new Fit(
                    question,
                    Optional.of(Skip.of(
                            SkipReason.NOT_KNOWN,
                            "an Observer has nothing like " + question.tool().toolName())),
                    List.of());
        }
        if (!question.there().get().tool().isResource() && !tools.isEmpty() && !tools.contains(question.wireName())) {
            return refused(question, "the tool " + question.wireName() + " is not in the Observer's tools/list");
        }
        return question.sent().entrySet().stream()
                .flatMap(each -> fault(question.wireName(), each.getKey(), each.getValue()).stream())
                .findFirst()
                .map(fault -> refused(question, fault))
                .orElse(new Fit(question, Optional.empty(), List.of()));
    }

    /** What is wrong with the arguments of the tool that a sampler is to run. */
    private Optional<String> sampled(Question question) {
        if (question.tool() != Tool.SAMPLE_START
                || !(question.arguments().get("arguments") instanceof Map<?, ?> arguments)) {
            return Optional.empty();
        }
        String tool = String.valueOf(question.arguments().get("tool"));
        return arguments.entrySet().stream()
                .flatMap(each -> fault(tool, String.valueOf(each.getKey()), each.getValue()).stream())
                .findFirst();
    }

    private Optional<String> fault(String tool, String parameter, Object value) {
        Map<String, Set<Argument.Type>> types = parameters.get(tool);
        if (types == null) {
            return Optional.empty();
        }
        if (!types.containsKey(parameter)) {
            return Optional.of(lacks(tool, parameter));
        }
        boolean fits = types.get(parameter).stream().anyMatch(type -> type.takes(value));
        return fits
                ? Optional.empty()
                : Optional.of("tool " + tool + " wants parameter " + parameter + " as "
                        + types.get(parameter).stream()
                                .map(Argument.Type::word)
                                .sorted()
                                .findFirst()
                                .orElse(""));
    }

    private static String lacks(String tool, String parameter) {
        return "tool " + tool + " has no parameter " + parameter;
    }

    private static Fit refused(Question question, String why) {
        return new Fit(question, Optional.of(Skip.of(SkipReason.NOT_OFFERED, why)), List.of());
    }
}
