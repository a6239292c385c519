package ergodiag.capture.scope;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which nodes are asked, and how a token is had.
 *
 * @param only names of the only nodes to ask, {@code *} and {@code ?} allowed; empty for all
 * @param without names of nodes not to ask, likewise
 * @param most how many nodes are asked at most, whatever the cluster says; those that it names further are counted
 * @param prompt asked when an endpoint wants a token and none was given
 */
public record Approach(List<String> only, List<String> without, int most, TokenPrompt prompt) {
    /** So many nodes are asked at most, unless the user says otherwise. */
    public static final int MOST_NODES = 1_000;

    /** All nodes, and nobody to ask for a token. */
    public static final Approach ALL = new Approach(List.of(), List.of(), TokenPrompt.NOBODY);

    public Approach(List<String> only, List<String> without, TokenPrompt prompt) {
        this(only, without, MOST_NODES, prompt);
    }

    public Approach {
        only = List.copyOf(only);
        without = List.copyOf(without);
    }

    public boolean asks(String node) {
        Predicate<String> fits = name -> fits(name, node);
        return (only.isEmpty() || only.stream().anyMatch(fits))
                && without.stream().noneMatch(fits);
    }

    /** The names and patterns that fit none of these nodes. */
    public List<String> unmatched(List<String> nodes) {
        return Stream.concat(only.stream(), without.stream())
                .filter(name -> nodes.stream().noneMatch(node -> fits(name, node)))
                .toList();
    }

    private static boolean fits(String name, String node) {
        String pattern = name.chars()
                .mapToObj(letter -> switch (letter) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(letter));
                })
                .collect(Collectors.joining());
        return node.matches(pattern);
    }
}
