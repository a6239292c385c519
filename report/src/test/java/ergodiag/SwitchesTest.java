package ergodiag;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch over an enum of our own names each constant, so that the compiler finds where a new one has been forgotten. */
class SwitchesTest {
    @Test
    void noSwitchOverAnEnumOfOursHasADefault() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("capture", "analyze", "report")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(silent(sources)).isEmpty();
    }

    @Test
    void aDefaultIsFoundInBothKindsOfSwitch(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Colours.java"), """
                enum Colour { RED, GREEN }
                class Colours {
                    int number(Colour colour, int other) {
                        switch (other) { case 1: return 1; default: break; }
                        switch (colour) { case RED: return 1; default: return 2; }
                    }
                    int other(Colour colour) { return switch (colour) { case GREEN -> 1; default -> 2; }; }
                    int good(Colour colour) { return switch (colour) { case GREEN -> 1; case RED -> 2; }; }
                }
                """);
        assertThat(silent(List.of(source))).containsExactly("Colours.java: [RED]", "Colours.java: [GREEN]");
    }

    /** Switches with a default that name constants of enums which these sources declare. */
    private static List<String> silent(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            List<CompilationUnitTree> parsed = new ArrayList<>();
            task.parse().forEach(parsed::add);
            Set<String> constants = new HashSet<>();
            parsed.forEach(unit -> unit.accept(new Constants(), constants));
            assertThat(constants).isNotEmpty();
            List<String> silent = new ArrayList<>();
            parsed.forEach(unit -> unit.accept(new Silent(unit, constants), silent));
            return silent;
        }
    }

    private static final class Constants extends TreeScanner<Void, Set<String>> {
        @Override
        public Void visitClass(ClassTree type, Set<String> constants) {
            if (type.getKind() == Tree.Kind.ENUM) {
                for (Tree member : type.getMembers()) {
                    if (member instanceof VariableTree constant
                            && constant.getType()
                                    .toString()
                                    .equals(type.getSimpleName().toString())) {
                        constants.add(constant.getName().toString());
                    }
                }
            }
            return super.visitClass(type, constants);
        }
    }

    private static final class Silent extends TreeScanner<Void, List<String>> {
        private final CompilationUnitTree unit;
        private final Set<String> constants;

        Silent(CompilationUnitTree unit, Set<String> constants) {
            this.unit = unit;
            this.constants = constants;
        }

        @Override
        public Void visitSwitch(SwitchTree tree, List<String> silent) {
            check(tree.getCases(), silent);
            return super.visitSwitch(tree, silent);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree tree, List<String> silent) {
            check(tree.getCases(), silent);
            return super.visitSwitchExpression(tree, silent);
        }

        private void check(List<? extends CaseTree> cases, List<String> silent) {
            boolean hasDefault =
                    cases.stream().anyMatch(one -> one.getExpressions().isEmpty());
            List<String> named = cases.stream()
                    .flatMap(one -> one.getExpressions().stream())
                    .filter(label -> label instanceof IdentifierTree && constants.contains(label.toString()))
                    .map(Tree::toString)
                    .toList();
            if (hasDefault && !named.isEmpty()) {
                silent.add(Path.of(unit.getSourceFile().getName()).getFileName() + ": " + named);
            }
        }
    }
}
