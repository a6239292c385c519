package ergodiag.bench;

import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.redact.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A class of the name and the methods of {@link Redaction} that takes nothing out: what stands before the true one on a class path makes a capture without redaction, which
 * the tool itself cannot be asked for. It is written and compiled anew each time, so that it has the methods that the true one has.
 */
final class NoRedaction {
    private NoRedaction() {}

    /** Compiles it into a folder, which is to come first on the class path. */
    static Path into(Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("ergodiag/redact")).resolve("Redaction.java");
        Files.writeString(source, text());
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-nowarn",
                        "-proc:none",
                        "-implicit:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        if (failed != 0) {
            throw new IOException("a redaction that takes nothing out could not be compiled from " + source);
        }
        return folder;
    }

    private static String text() {
        Stream<String> constructors = Stream.of(Redaction.class.getConstructors())
                .map(made -> "public Redaction(" + parameters(made) + ") {}");
        Stream<String> methods = Stream.of(Redaction.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(NoRedaction::method);
        return "package ergodiag.redact;\n@SuppressWarnings({\"rawtypes\", \"unchecked\"})\npublic final class Redaction {\n"
                + Stream.concat(constructors, methods).collect(Collectors.joining("\n")) + "\n}\n";
    }

    private static String method(Method method) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        String thrown = Stream.of(method.getExceptionTypes())
                .map(Class::getCanonicalName)
                .collect(Collectors.joining(", "));
        return "public " + (isStatic ? "static " : "") + method.getReturnType().getCanonicalName() + " "
                + method.getName() + "(" + parameters(method) + ")" + (thrown.isEmpty() ? "" : " throws " + thrown)
                + " { " + body(method) + " }";
    }

    private static String parameters(Executable of) {
        return Stream.of(of.getParameters())
                .map(parameter -> parameter.getType().getCanonicalName() + " " + parameter.getName())
                .collect(Collectors.joining(", "));
    }

    /** Copies what is to be copied, and gives back the text it got; otherwise there is nothing. */
    private static String body(Method method) {
        Class<?> wanted = method.getReturnType();
        Parameter[] given = method.getParameters();
        boolean copies =
                given.length > 1 && given[0].getType() == InputStream.class && given[1].getType() == OutputStream.class;
        String copy = copies
                ? "byte[] all = " + given[0].getName() + ".readAllBytes(); " + given[1].getName() + ".write(all); "
                : "";
        if (wanted == void.class) {
            return copy;
        }
        if (copies && wanted == long.class) {
            return copy + "long lines = 0; for (byte one : all) { lines += one == '\\n' ? 1 : 0; } return lines;";
        }
        boolean same = given.length > 0 && given[0].getType() == wanted;
        return copy + "return " + (same ? given[0].getName() : nothing(wanted)) + ";";
    }

    private static String nothing(Class<?> type) {
        if (type == RedactionSummary.class) {
            return "new " + type.getCanonicalName() + "("
                    + Stream.of(type.getRecordComponents())
                            .map(part -> nothing(part.getType()))
                            .collect(Collectors.joining(", "))
                    + ")";
        }
        if (type == boolean.class) {
            return "false";
        }
        if (type.isPrimitive()) {
            return "0";
        }
        if (type == Optional.class) {
            return "java.util.Optional.empty()";
        }
        if (type == List.class || type == Collection.class) {
            return "java.util.List.of()";
        }
        return type == String.class ? "\"\"" : "null";
    }
}
