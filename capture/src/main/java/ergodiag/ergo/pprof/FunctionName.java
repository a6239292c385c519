package ergodiag.ergo.pprof;

/** The full name of a Go function as stacks, profiles and reflection print it. */
public final class FunctionName {
    private FunctionName() {}

    /**
     * The name without type parameters, which every place prints in another way: {@code main.(*Scanner[...])} in a stack, {@code
     * main.(*Scanner[go.shape.float64])} in a profile and {@code main.Scanner[float64]} where a behaviour is named are one type.
     */
    public static String plain(String name) {
        if (name.indexOf('[') < 0) {
            return name;
        }
        StringBuilder plain = new StringBuilder(name.length());
        int depth = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            depth += c == '[' ? 1 : 0;
            if (depth == 0) {
                plain.append(c);
            }
            depth -= c == ']' && depth > 0 ? 1 : 0;
        }
        return plain.toString();
    }
}
