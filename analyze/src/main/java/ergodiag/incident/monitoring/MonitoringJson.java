package ergodiag.incident.monitoring;

import ergodiag.bundle.UserError;
import ergodiag.bundle.foreign.ForeignJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads, from left to right, what Prometheus and Alertmanager answer and send as JSON: answers of {@code query_range} and {@code query},
 * webhooks, lists of alerts; one after another, or in an array. Only the points are kept.
 */
final class MonitoringJson {
    private static final Set<String> KEPT = Set.of(
            "status",
            "state",
            "error",
            "errorType",
            "warnings",
            "infos",
            "labels",
            "annotations",
            "startsAt",
            "endsAt",
            "activeAt",
            "fingerprint");
    /** The year 2200: what is later is damage. */
    private static final double LATEST = 7_258_118_400.0;

    private final JsonParser parser;
    private final Collected collected;
    private final String file;
    private int queries;

    MonitoringJson(JsonParser parser, Collected collected, String file, int queries) {
        this.parser = parser;
        this.collected = collected;
        this.file = file;
        this.queries = queries;
    }

    /**
     * Reads to the end. @return how many answers there were so far
     */
    int read() {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                answer();
            } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
                collected.unread(1);
            }
        }
        return queries;
    }

    private void answer() {
        queries++;
        ObjectNode small = ForeignJson.mapper().createObjectNode();
        boolean told = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("data") && value == JsonToken.START_OBJECT) {
                data();
                told = true;
            } else if (name.equals("alerts") && value == JsonToken.START_ARRAY) {
                alerts();
                told = true;
            } else if (KEPT.contains(name)) {
                small.set(name, parser.<JsonNode>readValueAsTree());
            } else {
                parser.skipChildren();
            }
        }
        remarks(small);
        if (!told) {
            if (small.path("labels").isObject()) {
                collected.alert(small);
            } else {
                collected.unread(1);
            }
        }
    }

    private void remarks(ObjectNode answer) {
        if (answer.path("status").asString("").equals("error")) {
            throw new UserError("Reading " + file + ": it is the answer to a question that Prometheus refused ("
                    + collected.clean(answer.path("errorType").asString("") + ": "
                            + answer.path("error").asString(""))
                    + "); ask again and give the new answer.");
        }
        answer.path("warnings")
                .forEach(text -> collected.remark("Prometheus warns: " + collected.clean(text.asString("")) + "."));
        answer.path("infos")
                .forEach(text -> collected.remark("Prometheus notes: " + collected.clean(text.asString("")) + "."));
    }

    private void data() {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("result") && value == JsonToken.START_ARRAY) {
                result();
            } else if (name.equals("alerts") && value == JsonToken.START_ARRAY) {
                alerts();
            } else {
                parser.skipChildren();
            }
        }
    }

    private void alerts() {
        boolean any = false;
        while (isElement(parser.nextToken())) {
            any = true;
            collected.alert(parser.readValueAsTree());
        }
        if (!any) {
            collected.nothing();
        }
    }

    private static boolean isElement(@Nullable JsonToken token) {
        return token != null && token != JsonToken.END_ARRAY;
    }

    private void result() {
        boolean any = false;
        while (isElement(parser.nextToken())) {
            any = true;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                series();
            } else {
                collected.unread(1);
                parser.skipChildren();
            }
        }
        if (!any) {
            collected.nothing();
        }
    }

    private void series() {
        Map<String, String> labels = new LinkedHashMap<>();
        Measured plain = new Measured("", Map.of());
        Measured counts = new Measured("", Map.of());
        Measured sums = new Measured("", Map.of());
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "metric" ->
                    parser.<JsonNode>readValueAsTree()
                            .properties()
                            .forEach(label ->
                                    labels.put(label.getKey(), label.getValue().asString("")));
                case "values", "histograms" -> {
                    if (value != JsonToken.START_ARRAY) {
                        parser.skipChildren();
                        continue;
                    }
                    while (isElement(parser.nextToken())) {
                        point(parser.readValueAsTree(), plain, counts, sums);
                    }
                }
                case "value", "histogram" -> point(parser.readValueAsTree(), plain, counts, sums);
                default -> parser.skipChildren();
            }
        }
        String name = labels.getOrDefault("__name__", "query " + queries);
        labels.remove("__name__");
        add(name, labels, plain);
        if (counts.size() > 0) {
            collected.remark("Native histograms are shown by their counts and sums; their buckets are not.");
            add(name + "_count", labels, counts);
            add(name + "_sum", labels, sums);
        }
    }

    private void add(String name, Map<String, String> labels, Measured points) {
        if (points.size() > 0) {
            Measured named = new Measured(name, labels);
            named.addAll(points);
            collected.add(named);
        }
    }

    /** {@code [time, "value"]}, or {@code [time, {"count": ..., "sum": ...}]}. */
    private void point(JsonNode point, Measured plain, Measured counts, Measured sums) {
        double seconds = point.path(0).asDouble(-1);
        JsonNode value = point.path(1);
        OptionalDouble count = number(value.path("count"));
        OptionalDouble sum = number(value.path("sum"));
        OptionalDouble number = number(value);
        boolean timed = seconds >= 0 && seconds < LATEST;
        long millis = Math.round(seconds * 1000);
        if (timed && number.isPresent()) {
            plain.add(millis, collected.drawn(number.getAsDouble()));
        } else if (timed && count.isPresent() && sum.isPresent()) {
            counts.add(millis, collected.drawn(count.getAsDouble()));
            sums.add(millis, collected.drawn(sum.getAsDouble()));
        } else {
            collected.unread(1);
        }
    }

    /** Prometheus writes values as texts, with words for what JSON has no number for. */
    private static OptionalDouble number(JsonNode written) {
        if (written.isNumber()) {
            return OptionalDouble.of(written.asDouble());
        }
        String text = written.isString() ? written.asString() : "";
        return switch (text) {
            case "" -> OptionalDouble.empty();
            case "NaN" -> OptionalDouble.of(Double.NaN);
            case "+Inf", "Inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> {
                try {
                    yield OptionalDouble.of(Double.parseDouble(text));
                } catch (NumberFormatException e) {
                    yield OptionalDouble.empty();
                }
            }
        };
    }
}
