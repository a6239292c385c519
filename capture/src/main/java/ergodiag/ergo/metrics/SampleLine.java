package ergodiag.ergo.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one line of a page, from left to right: {@code name{label="value", ...} value [time] [# exemplar]}. A name may stand in quotes inside
 * the braces, as Prometheus 3 writes those that are no words.
 */
public final class SampleLine {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_:][A-Za-z0-9_:]*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,4})?");
    private static final Pattern INFINITE = Pattern.compile("([+-]?)[Ii]nf(?:inity)?");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]*");
    private static final Pattern WORD = Pattern.compile("[^ \\t]+");

    /** Times above are milliseconds since 1970, as Prometheus writes them; others seconds, as OpenMetrics does. As seconds it were the year 5138. */
    private static final double MILLISECONDS_FROM = 1e11;

    private static final double LATEST_MILLISECONDS = 4e12;

    private final String line;
    private final Map<String, String> labels = new LinkedHashMap<>();
    /** Where the values of the labels stand, without their quotes. */
    private final List<Span> values = new ArrayList<>();

    private String name = "";
    private int at;

    private SampleLine(String line) {
        this.line = line;
    }

    private record Span(String label, int from, int to) {}

    /** Gives the value of a label other words. */
    public interface Words {
        String of(String label, String value);
    }

    /**
     * The line with the values of its labels in other words.
     *
     * @param otherwise gives words to a line that is no sample
     */
    public static String reworded(String line, Words words, UnaryOperator<String> otherwise) {
        SampleLine read = new SampleLine(line);
        if (read.sample(1).isEmpty()) {
            return otherwise.apply(line);
        }
        StringBuilder reworded = new StringBuilder();
        int copied = 0;
        for (Span span : read.values) {
            String value = read.labels.getOrDefault(span.label(), "");
            reworded.append(line, copied, span.from()).append(escaped(words.of(span.label(), value)));
            copied = span.to();
        }
        return reworded.append(line, copied, line.length()).toString();
    }

    /** The sample of a line; empty when it is none. */
    static Optional<Sample> read(String line, int number) {
        return new SampleLine(line).sample(number);
    }

    private Optional<Sample> sample(int number) {
        blanks();
        name = next(NAME);
        blanks();
        if (starts("{") && !labels() || name.isEmpty() || labels.size() > MetricsPage.MOST_LABELS) {
            return Optional.empty();
        }
        blanks();
        OptionalDouble value = number(next(WORD));
        blanks();
        Optional<Instant> time = Optional.empty();
        if (at < line.length() && !starts("#")) {
            time = time(next(WORD));
            if (time.isEmpty()) {
                return Optional.empty();
            }
            blanks();
        }
        boolean ends = at == line.length() || starts("# {");
        return value.isEmpty() || !ends
                ? Optional.empty()
                : Optional.of(new Sample(name, labels, value.getAsDouble(), time, number));
    }

    /** From the brace to behind the other one. */
    private boolean labels() {
        at++;
        blanks();
        while (!starts("}")) {
            Optional<String> key =
                    starts("\"") ? quoted() : Optional.of(next(NAME)).filter(word -> !word.isEmpty());
            if (key.isEmpty()) {
                return false;
            }
            blanks();
            if (starts("=")) {
                at++;
                blanks();
                int from = at + 1;
                Optional<String> value = quoted();
                values.add(new Span(key.get(), from, at - 1));
                if (value.isEmpty()
                        || value.get().length() > MetricsPage.LONGEST_VALUE
                        || labels.put(key.get(), value.get()) != null) {
                    return false;
                }
            } else if (name.isEmpty()) {
                name = key.get();
            } else {
                return false;
            }
            blanks();
            if (starts(",")) {
                at++;
                blanks();
            } else if (!starts("}")) {
                return false;
            }
        }
        at++;
        return true;
    }

    /** What stands in quotes here, without them; empty when nothing does, or the quotes do not end. */
    private Optional<String> quoted() {
        if (!starts("\"")) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
            char c = line.charAt(at);
            if (c == '\\' && at + 1 < line.length()) {
                at++;
                text.append(unescaped(line.charAt(at)));
            } else {
                text.append(c);
            }
        }
        if (at == line.length()) {
            return Optional.empty();
        }
        at++;
        return Optional.of(text.toString());
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String unescaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case '"', '\\' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private static OptionalDouble number(String word) {
        if (NUMBER.matcher(word).matches()) {
            return OptionalDouble.of(Double.parseDouble(word));
        }
        Matcher infinite = INFINITE.matcher(word);
        if (infinite.matches()) {
            return OptionalDouble.of(
                    infinite.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return word.equalsIgnoreCase("nan") ? OptionalDouble.of(Double.NaN) : OptionalDouble.empty();
    }

    private static Optional<Instant> time(String word) {
        OptionalDouble number = number(word);
        if (number.isEmpty() || !Double.isFinite(number.getAsDouble())) {
            return Optional.empty();
        }
        double given = number.getAsDouble();
        double millis = Math.abs(given) >= MILLISECONDS_FROM ? given : given * 1000;
        return Math.abs(millis) > LATEST_MILLISECONDS
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(Math.round(millis)));
    }

    private boolean starts(String text) {
        return line.startsWith(text, at);
    }

    private void blanks() {
        next(BLANKS);
    }

    private String next(Pattern pattern) {
        Matcher next = pattern.matcher(line).region(at, line.length());
        if (!next.lookingAt()) {
            return "";
        }
        at = next.end();
        return next.group();
    }
}
