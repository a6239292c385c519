package ergodiag.capture;

import ergodiag.bundle.Outcome;
import ergodiag.mcp.McpFailure;

/** What an error means, by its kind and by the texts of ERGO.md 1. */
final class Failures {
    private Failures() {}

    static Outcome outcome(McpFailure failure, Question question) {
        return switch (failure.kind()) {
            case CONNECTION -> Outcome.UNREACHABLE;
            case UNAUTHORIZED -> Outcome.UNAUTHORIZED;
            case TIMEOUT -> Outcome.TIMEOUT;
            case READER -> failure.getCause() instanceof BoundedInput.TooLong ? Outcome.TOO_LARGE : Outcome.GARBLED;
            case HTTP, GARBLED -> Outcome.GARBLED;
            case ABANDONED -> Outcome.CANCELLED;
            case REFUSED -> refused(failure.getMessage(), question);
        };
    }

    private static Outcome refused(String message, Question question) {
        if (message.startsWith("unknown tool")) {
            return Outcome.UNKNOWN_TOOL;
        }
        if (message.startsWith("remote call to ")) {
            return message.endsWith("timed out") ? Outcome.TIMEOUT : Outcome.UNREACHABLE;
        }
        return Outcome.TOOL_ERROR;
    }

    /** Whether the tool's reply grows with the node, so that a time-out may be the wall. */
    static boolean grows(Question question) {
        return switch (question.tool()) {
            case PROCESS_LIST,
                    PROCESS_CHILDREN,
                    EVENT_LIST,
                    NETWORK_NODES,
                    PPROF_GOROUTINES,
                    PPROF_HEAP,
                    PPROF_CPU,
                    APP_LIST,
                    APP_PROCESSES,
                    SAMPLE_READ,
                    REGISTRAR_INFO,
                    CRON_INFO -> true;
            default -> false;
        };
    }
}
