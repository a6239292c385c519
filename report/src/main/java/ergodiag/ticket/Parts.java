package ergodiag.ticket;

import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.archive.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file in pieces that a tracker takes: {@code NAME.001}, {@code NAME.002} and so on, with the sum of the whole in {@code NAME.sha256} as
 * {@code sha256sum} reads it. Put behind each other they are the file.
 */
public final class Parts {
    private static final Pattern PART = Pattern.compile("(.+)\\.(\\d{3})");
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64}) [ *](\\S+)\\s*");
    private static final int MOST = 999;
    private static final int BUFFER = 1 << 16;

    private Parts() {}

    /**
     * Cuts a file that is larger than a tracker takes; the file itself goes.
     *
     * @param most bytes of a piece
     * @return the pieces and the file with the sum; the file alone where it is small enough
     * @throws UserError when it would be too many pieces
     * @throws IOException when a piece cannot be written; the file is still there then
     */
    public static List<Path> cut(Path file, long most) throws IOException {
        long size = Files.size(file);
        if (size <= most) {
            return List.of(file);
        }
        if (size > most * MOST) {
            throw new UserError("Cutting " + file + ": it would be more than " + MOST
                    + " pieces; make it smaller, with --max-size or --finding.");
        }
        List<Path> parts = new ArrayList<>();
        MessageDigest whole = Sha256.digest();
        try (InputStream in = Files.newInputStream(file)) {
            for (long done = 0; done < size; done += most) {
                Path part = sibling(file, String.format(Locale.ROOT, ".%03d", parts.size() + 1));
                try (OutputStream out =
                        new DigestOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW), whole)) {
                    copy(in, out, Math.min(most, size - done));
                }
                parts.add(part);
            }
        }
        Path sum = sibling(file, ".sha256");
        Files.writeString(
                sum,
                HexFormat.of().formatHex(whole.digest()) + "  " + file.getFileName() + "\n",
                StandardOpenOption.CREATE_NEW);
        parts.add(sum);
        Files.delete(file);
        return parts;
    }

    /** What makes a file whole that was cut, in a shell of POSIX in the folder of its pieces. */
    public static List<String> shell(String name) {
        return List.of("cat " + name + ".[0-9][0-9][0-9] > " + name + " && sha256sum -c " + name + ".sha256");
    }

    /**
     * Joins the pieces that lie beside one of them, and compares the whole with its sum.
     *
     * @param one any of the pieces
     * @return the whole file
     * @throws UserError when it is no piece, one is missing, the whole is there already, or it is not as it was
     */
    public static Path join(Path one) {
        Matcher name = PART.matcher(String.valueOf(one.getFileName()));
        if (!name.matches()) {
            throw new UserError("Joining " + one
                    + ": the name of a piece ends with a number of three digits, as in evidence.zip.001;"
                    + " give the first of them.");
        }
        Path whole = one.resolveSibling(name.group(1));
        String wanted = wanted(one, whole);
        Path unfinished = sibling(whole, ".joining");
        try {
            MessageDigest digest = Sha256.digest();
            int parts = 0;
            try (OutputStream out =
                    new DigestOutputStream(Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW), digest)) {
                for (Path part = part(whole, 1); Files.exists(part); part = part(whole, parts + 1)) {
                    Files.copy(part, out);
                    parts++;
                }
            }
            if (!HexFormat.of().formatHex(digest.digest()).equals(wanted)) {
                Files.delete(unfinished);
                throw new UserError(
                        "Joining " + one + ": the " + parts + " pieces from .001 on are not the whole file, as "
                                + sibling(whole, ".sha256").getFileName()
                                + " has it; one is missing, cut short, or of another ticket. Get them all again into one folder.");
            }
            return Files.exists(whole)
                    ? refuse(unfinished, whole)
                    : Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw new UserError("Joining " + one + ": " + e.getFile() + " is there already; remove it.", e);
        } catch (IOException e) {
            throw new WorldError("Joining " + one + ": " + e + "; check the folder and the room on the disk.", e);
        }
    }

    private static Path refuse(Path unfinished, Path whole) throws IOException {
        Files.delete(unfinished);
        throw new UserError("Joining: " + whole + " is there already; remove it, or use it.");
    }

    private static String wanted(Path one, Path whole) {
        Path sum = sibling(whole, ".sha256");
        try {
            Matcher line = SUM.matcher(Files.readString(sum));
            if (line.matches()) {
                return line.group(1);
            }
            throw new UserError("Joining " + one + ": " + sum + " is no sum; get it from the ticket again.");
        } catch (NoSuchFileException e) {
            throw new UserError(
                    "Joining " + one + ": " + sum
                            + ", which has the sum of the whole, is missing; it is attached to the ticket like the pieces.",
                    e);
        } catch (IOException e) {
            throw new WorldError("Joining " + one + ": reading " + sum + ": " + e + ".", e);
        }
    }

    private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = bytes; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static Path part(Path whole, int number) {
        return sibling(whole, String.format(Locale.ROOT, ".%03d", number));
    }

    private static Path sibling(Path file, String end) {
        return file.resolveSibling(file.getFileName() + end);
    }
}
