package ergodiag.ergo.pprof;

/**
 * One line of a stack.
 *
 * @param function the function's full name without arguments and offset, {@code main.(*CacheWriter).HandleMessage}
 * @param location source file and line, {@code cluster/faults.go:188}; "" where the node did not say
 * @param arguments what a debug=2 dump shows as arguments of the framework's own methods of a process, which tell whom it calls; "" of all
 *     other functions
 */
public record StackFrame(String function, String location, String arguments) {
    /** The methods by which a process calls another. */
    private static final String PROCESS = "ergo.services/ergo/node.(*process).";

    /** A frame whose arguments say nothing. */
    public StackFrame(String function, String location) {
        this(function, location, "");
    }

    static boolean tellsByItsArguments(String function) {
        return function.startsWith(PROCESS);
    }
}
