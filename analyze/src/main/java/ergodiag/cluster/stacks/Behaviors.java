package ergodiag.cluster.stacks;

import ergodiag.cluster.Node;
import ergodiag.cluster.Process;
import ergodiag.cluster.TopFrame;
import ergodiag.ergo.pprof.FunctionName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The behaviours of a node's processes: which function is a method of which. {@code main.Writer} stands in stacks as {@code main.(*Writer)}.
 * A behaviour has the name of its package, a function the path of its folder: where the two differ the type alone tells, if only one
 * behaviour has it.
 */
public final class Behaviors {
    private static final Pattern METHOD = Pattern.compile("([^.]+)\\.(?:\\(\\*([^)]+)\\)|([^.(]+))\\..*");
    /** The one package whose path and name are always the same. */
    private static final String MAIN = "main";

    private final Set<String> known = new HashSet<>();
    private final Map<String, Set<String>> byType = new HashMap<>();

    private Behaviors() {}

    /** Those of the processes that a node has, but for the observer's. */
    public static Behaviors of(Node node) {
        Behaviors behaviors = new Behaviors();
        for (Process process : node.current()) {
            String behavior = FunctionName.plain(process.last().behavior());
            int dot = behavior.lastIndexOf('.');
            if (dot > 0 && behaviors.known.add(behavior) && !behavior.startsWith(MAIN + ".")) {
                behaviors
                        .byType
                        .computeIfAbsent(behavior.substring(dot + 1), type -> new HashSet<>())
                        .add(behavior);
            }
        }
        return behaviors;
    }

    /** Whether a function is a method of that behaviour. */
    public boolean isMethod(String function, String behavior) {
        return whose(function).filter(FunctionName.plain(behavior)::equals).isPresent();
    }

    /** Whose method a function is, without type parameters; empty for all other functions. */
    private Optional<String> whose(String function) {
        Matcher method = METHOD.matcher(Code.inPackage(function));
        if (!method.matches()) {
            return Optional.empty();
        }
        String pack = method.group(1);
        String type = method.group(2) == null ? method.group(3) : method.group(2);
        if (known.contains(pack + "." + type)) {
            return Optional.of(pack + "." + type);
        }
        Set<String> alike = byType.getOrDefault(type, Set.of());
        return alike.size() == 1 && !pack.equals(MAIN) && TopFrame.isApplication(function)
                ? alike.stream().findFirst()
                : Optional.empty();
    }
}
