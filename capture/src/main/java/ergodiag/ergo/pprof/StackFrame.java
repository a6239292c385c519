package ergodiag.ergo.pprof;

import java.util.List;

/**
 * One line of a stack.
 *
 * @param function the function's full name without arguments and offset, {@code main.(*CacheWriter).HandleMessage}
 * @param location source file and line, {@code cluster/faults.go:188}; "" where the node did not say
 * @param arguments what a debug=2 dump shows as arguments of the framework's own methods of a process, which tell whom it calls, and of the
 *     methods of locks, which tell the lock; "" of all other functions
 */
public record StackFrame(String function, String location, String arguments) {
    /** The methods by which a process calls another. */
    private static final String PROCESS = "ergo.services/ergo/node.(*process).";

    private static final List<String> LOCKS =
            List.of("sync.(*Mutex).", "internal/sync.(*Mutex).", "sync.(*RWMutex).", "internal/poll.(*fdMutex).");

    /** A frame whose arguments say nothing. */
    public StackFrame(String function, String location) {
        this(function, location, "");
    }

    static boolean tellsByItsArguments(String function) {
        return function.startsWith(PROCESS) || isOfLock(function);
    }

    /** Whether it is a method of a lock: of a mutex, or of what lets one goroutine at a time write to a connection. */
    static boolean isOfLock(String function) {
        return LOCKS.stream().anyMatch(function::startsWith);
    }

    /** The function without type parameters. */
    public String plain() {
        return FunctionName.plain(function);
    }
}
