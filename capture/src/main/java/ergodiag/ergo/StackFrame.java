package ergodiag.ergo;

/**
 * One line of a stack.
 *
 * @param function the function's full name without arguments and offset, {@code main.(*CacheWriter).HandleMessage}
 * @param location source file and line, {@code cluster/faults.go:188}; "" where the node did not say
 */
public record StackFrame(String function, String location) {}
