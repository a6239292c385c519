package ergodiag.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A file system in memory that can be made full at once, however large it is: its size is set to what is on it.
 *
 * @param folder where it is mounted; this program has to be root
 */
record SmallDisk(Path folder) {
    /** A capture is not begun on a disk with less than 200 MB. */
    private static final long USUAL = 300L << 20;

    private static final int MOST_TURNS = 50;

    /** Leaves so many bytes free. What is on it may grow meanwhile, and then it is tried again. */
    void fill(long room) throws IOException, InterruptedException {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            long used = Files.getFileStore(folder).getTotalSpace()
                    - Files.getFileStore(folder).getUsableSpace();
            if (resize(used + room)) {
                return;
            }
        }
        throw new IOException("the disk " + folder + " cannot be filled");
    }

    void makeRoom() throws IOException, InterruptedException {
        if (!resize(USUAL)) {
            throw new IOException("the disk " + folder + " does not get its size back");
        }
    }

    private boolean resize(long bytes) throws IOException, InterruptedException {
        Process mount = new ProcessBuilder("mount", "-o", "remount,size=" + bytes, folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!mount.waitFor(1, TimeUnit.MINUTES)) {
            mount.destroyForcibly();
            return false;
        }
        return mount.exitValue() == 0;
    }
}
