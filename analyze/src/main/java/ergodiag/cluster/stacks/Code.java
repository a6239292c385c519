package ergodiag.cluster.stacks;

/** What a Go function is, told by its full name. */
public final class Code {
    private Code() {}

    /** Whether a function belongs to the collection of garbage. */
    public static boolean isCollector(String function) {
        return function.startsWith("runtime.gc")
                || function.startsWith("runtime.bgsweep")
                || function.startsWith("runtime.scanobject");
    }

    /** Whether a function is a method of that behaviour: {@code main.Writer} stands in stacks as {@code main.(*Writer)}. */
    public static boolean isMethodOf(String function, String behavior) {
        int dot = behavior.lastIndexOf('.');
        if (dot <= 0) {
            return false;
        }
        String pack = behavior.substring(0, dot);
        String type = behavior.substring(dot + 1);
        return isIn(function, pack + ".(*" + type + ").") || isIn(function, pack + "." + type + ".");
    }

    /** Whether a function is one of those that begin so, in a package whatever its path. */
    private static boolean isIn(String function, String beginning) {
        return function.startsWith(beginning) || function.contains("/" + beginning);
    }
}
