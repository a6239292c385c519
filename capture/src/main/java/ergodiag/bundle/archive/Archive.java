package ergodiag.bundle.archive;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens what a bundle can stand in; by what is in it, never by its name. */
public final class Archive {
    private Archive() {}

    /**
     * The files of a bundle.
     *
     * @param path a zip, a {@code .tar.gz} or a folder
     * @throws IOException when it is none of them, or too damaged to be read as one
     */
    public static BundleFiles open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new RememberedFiles(new BoundedFiles(FolderFiles.of(path)));
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException("it is neither a file nor a folder");
        }
        return open(Files.newByteChannel(path, StandardOpenOption.READ));
    }

    /**
     * The files of a bundle that is a zip or a {@code .tar.gz}.
     *
     * @param packed is closed with what is given back, or when this fails
     * @throws IOException when it is none of them, or too damaged to be read as one
     */
    public static BundleFiles open(SeekableByteChannel packed) throws IOException {
        try {
            if (packed.size() == 0) {
                throw new IOException("the file is empty");
            }
            long most = BoundedFiles.most(packed.size());
            return new RememberedFiles(
                    new BoundedFiles(TarFiles.isGzip(packed) ? TarFiles.of(packed) : new ZipFiles(packed), most));
        } catch (IOException | RuntimeException e) {
            packed.close();
            throw e;
        }
    }
}
