package ergodiag.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Writes the classes of picocli in a jar in the form of Java 8; the build runs it over the jar of the release. Theirs is that of Java 5, which the
 * archive of loaded classes does not take: every start would unpack and check them again, and each begins with them.
 */
public final class ArchivableClasses {
    private static final String OLD = "picocli/";

    private ArchivableClasses() {}

    /** @param arguments the jar, which is replaced; the classes of its libraries are on the class path as well */
    public static void main(String[] arguments) throws IOException {
        renew(Path.of(arguments[0]));
    }

    static void renew(Path jar) throws IOException {
        Path renewed = jar.resolveSibling(jar.getFileName() + ".renewed");
        try (ZipFile old = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(renewed))) {
            for (Enumeration<? extends ZipEntry> all = old.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                ZipEntry same = new ZipEntry(entry.getName());
                same.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(same);
                out.write(renewed(old, entry));
            }
        }
        Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] renewed(ZipFile jar, ZipEntry entry) {
        try {
            byte[] content = jar.getInputStream(entry).readAllBytes();
            String name = entry.getName();
            return name.startsWith(OLD) && name.endsWith(".class") ? renewed(content) : content;
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + entry + " of " + jar.getName(), e);
        }
    }

    private static byte[] renewed(byte[] old) {
        ClassWriter renewed = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        ClassVisitor newer = new ClassVisitor(Opcodes.ASM9, renewed) {
            @Override
            public void visit(
                    int version, int access, String name, String signature, String parent, String[] interfaces) {
                super.visit(Opcodes.V1_8, access, name, signature, parent, interfaces);
            }
        };
        new ClassReader(old).accept(newer, 0);
        return renewed.toByteArray();
    }
}
