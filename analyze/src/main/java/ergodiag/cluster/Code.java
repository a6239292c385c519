package ergodiag.cluster;

import java.util.Set;
import java.util.regex.Pattern;

/** Whose code a Go function is, told by its full name. */
public final class Code {
    /** First path elements of Go's standard library; every other package is somebody's module. */
    private static final Set<String> STANDARD = Set.of(
            "archive",
            "bufio",
            "bytes",
            "cmp",
            "compress",
            "container",
            "context",
            "crypto",
            "database",
            "debug",
            "embed",
            "encoding",
            "errors",
            "expvar",
            "flag",
            "fmt",
            "go",
            "hash",
            "html",
            "image",
            "index",
            "internal",
            "io",
            "iter",
            "log",
            "maps",
            "math",
            "mime",
            "net",
            "os",
            "path",
            "plugin",
            "reflect",
            "regexp",
            "runtime",
            "slices",
            "sort",
            "strconv",
            "strings",
            "structs",
            "sync",
            "syscall",
            "testing",
            "text",
            "time",
            "type:",
            "unicode",
            "unique",
            "unsafe",
            "vendor",
            "weak");

    private Code() {}

    /** Whether it belongs to the system under examination: neither Go's standard library nor {@code ergo.services/}. */
    public static boolean isApplication(String function) {
        if (function.isEmpty() || function.startsWith("ergo.services/") || function.startsWith("type:")) {
            return false;
        }
        int end = function.indexOf('/');
        String first = end >= 0 ? function.substring(0, end) : function.substring(0, Math.max(0, dot(function)));
        return !first.isEmpty() && !STANDARD.contains(first);
    }

    /** Whether a function belongs to the collection of garbage. */
    public static boolean isCollector(String function) {
        return function.startsWith("runtime.gc")
                || function.equals("runtime.bgsweep")
                || function.equals("runtime.scanobject");
    }

    /** Whether a function is a method of that behaviour: {@code main.Writer} stands in stacks as {@code main.(*Writer)}. */
    public static boolean isMethodOf(String function, String behavior) {
        int dot = behavior.lastIndexOf('.');
        if (dot <= 0) {
            return false;
        }
        String pack = Pattern.quote(behavior.substring(0, dot));
        String type = Pattern.quote(behavior.substring(dot + 1));
        return function.matches("(?:.*/)?" + pack + "\\.(?:\\(\\*" + type + "\\)|" + type + ")\\..*");
    }

    private static int dot(String function) {
        return function.indexOf('.');
    }
}
