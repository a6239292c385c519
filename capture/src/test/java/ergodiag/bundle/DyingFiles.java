package ergodiag.bundle;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A file system on top of another one that stops at a given step, as the disk sees it when the program is killed: the step does not happen,
 * or a write happens in part, and nothing after it does, whatever the program still tries on its way out.
 */
final class DyingFiles extends FileSystemProvider {
    /** What the killed program sees. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final FileSystem inner;
    private final FileSystem outer = new Outer();
    private final long lastStep;
    private final Random random;
    private long steps;

    /**
     * @param lastStep number of the step at which it stops
     * @param random how much of a last write happens
     */
    DyingFiles(FileSystem inner, long lastStep, Random random) {
        this.inner = inner;
        this.lastStep = lastStep;
        this.random = random;
    }

    /** The same place, seen through this file system. */
    Path path(Path place) {
        return (Path) Proxy.newProxyInstance(
                DyingFiles.class.getClassLoader(), new Class<?>[] {Path.class}, new Seen(place, this));
    }

    long steps() {
        return steps;
    }

    private record Seen(Path place, DyingFiles files) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("getFileSystem")) {
                return files.outer;
            }
            Object[] own = arguments == null
                    ? new Object[0]
                    : Arrays.stream(arguments).map(Seen::inside).toArray();
            try {
                Object result = method.invoke(place, own);
                return result instanceof Path other ? files.path(other) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        static Object inside(Object argument) {
            return argument instanceof Path path && Proxy.isProxyClass(path.getClass()) ? in(path) : argument;
        }
    }

    private static Path in(Path path) {
        return Proxy.isProxyClass(path.getClass()) ? ((Seen) Proxy.getInvocationHandler(path)).place() : path;
    }

    private void step() {
        if (++steps >= lastStep) {
            throw new Killed();
        }
    }

    private int part(int bytes) {
        if (steps + 1 > lastStep) {
            throw new Killed();
        }
        steps++;
        return steps == lastStep ? random.nextInt(bytes + 1) : bytes;
    }

    private FileSystemProvider disk() {
        return inner.provider();
    }

    private static boolean changes(Set<? extends OpenOption> options) {
        return options.stream().anyMatch(option -> option != StandardOpenOption.READ);
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... with)
            throws IOException {
        if (!changes(options)) {
            return disk().newByteChannel(in(path), options, with);
        }
        step();
        return new Written(disk().newByteChannel(in(path), options, with));
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... with)
            throws IOException {
        step();
        return disk().newFileChannel(in(path), options, with);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> all = disk().newDirectoryStream(in(folder), each -> filter.accept(path(each)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> each = all.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return each.hasNext();
                    }

                    @Override
                    public Path next() {
                        return path(each.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                all.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... with) throws IOException {
        step();
        disk().createDirectory(in(folder), with);
    }

    @Override
    public void delete(Path path) throws IOException {
        step();
        disk().delete(in(path));
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        step();
        disk().createLink(in(link), in(existing));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        step();
        disk().copy(in(from), in(to), options);
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        step();
        disk().move(in(from), in(to), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return disk().isSameFile(in(one), in(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return disk().isHidden(in(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return disk().getFileStore(in(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        disk().checkAccess(in(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return disk().getFileAttributeView(in(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return disk().readAttributes(in(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        return disk().readAttributes(in(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        step();
        disk().setAttribute(in(path), name, value, options);
    }

    @Override
    public String getScheme() {
        return "dying";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> with) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return outer;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    /** A file each write to which is a step. */
    private final class Written implements SeekableByteChannel {
        private final SeekableByteChannel file;

        Written(SeekableByteChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int all = bytes.remaining();
            int some = part(all);
            ByteBuffer first = bytes.slice().limit(some);
            while (first.hasRemaining()) {
                file.write(first);
            }
            if (some < all || steps == lastStep) {
                throw new Killed();
            }
            bytes.position(bytes.limit());
            return all;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            step();
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private final class Outer extends FileSystem {
        @Override
        public FileSystemProvider provider() {
            return DyingFiles.this;
        }

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return inner.getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return java.util.List.of();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return inner.getFileStores();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return inner.supportedFileAttributeViews();
        }

        @Override
        public Path getPath(String first, String... more) {
            return path(inner.getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }
}
