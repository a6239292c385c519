package ergodiag.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a zip record by record, with whatever lies are wanted in them. */
public final class RawZip {
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int count;

    /**
     * What the directory says of an entry.
     *
     * @param start of its header; where it stands
     */
    public record Told(int flags, int method, long packed, long size, long start) {
        public Told withFlags(int lie) {
            return new Told(lie, method, packed, size, start);
        }

        public Told withMethod(int lie) {
            return new Told(flags, lie, packed, size, start);
        }

        public Told withPacked(long lie) {
            return new Told(flags, method, lie, size, start);
        }

        public Told withSize(long lie) {
            return new Told(flags, method, packed, lie, start);
        }

        public Told withStart(long lie) {
            return new Told(flags, method, packed, size, lie);
        }
    }

    /** What DEFLATE makes of what is written. */
    public static byte[] deflated(Consumer<OutputStream> writing) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (OutputStream out = new DeflaterOutputStream(packed, deflater, 1 << 16)) {
            writing.accept(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    /** So many of the same bytes, as DEFLATE packs them. */
    public static byte[] deflated(byte[] unit, int times) {
        return deflated(out -> {
            try {
                for (int i = 0; i < times; i++) {
                    out.write(unit);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** An entry as it should be. */
    public RawZip add(String name, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] packed = deflated(content, 1);
        body(name, packed);
        return tell(name, new Told(0, 8, packed.length, content.length, start(name, packed)));
    }

    /** An entry of which the directory says what is not so. */
    public RawZip add(String name, byte[] packed, java.util.function.UnaryOperator<Told> lie) {
        body(name, packed);
        return tell(name, lie.apply(new Told(0, 8, packed.length, packed.length, start(name, packed))));
    }

    /** Where the next entry will begin. */
    public long next() {
        return entries.size();
    }

    private long start(String name, byte[] packed) {
        return entries.size() - packed.length - 30L - name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The header and the bytes of an entry; the directory does not name it yet. */
    public RawZip body(String name, byte[] packed) {
        byte[] named = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = record(30, 0x04034b50);
        header.putShort(26, (short) named.length);
        entries.writeBytes(header.array());
        entries.writeBytes(named);
        entries.writeBytes(packed);
        return this;
    }

    /** What the directory says. */
    public RawZip tell(String name, Told told) {
        byte[] named = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer record = record(46, 0x02014b50);
        record.putShort(8, (short) told.flags()).putShort(10, (short) told.method());
        record.putInt(20, -1).putInt(24, -1).putInt(42, -1);
        record.putShort(28, (short) named.length).putShort(30, (short) 28);
        ByteBuffer wide = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        wide.putShort((short) 1).putShort((short) 24);
        wide.putLong(told.size()).putLong(told.packed()).putLong(told.start());
        directory.writeBytes(record.array());
        directory.writeBytes(named);
        directory.writeBytes(wide.array());
        count++;
        return this;
    }

    private static ByteBuffer record(int size, int signature) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putInt(0, signature);
    }

    /** Writes the zip. */
    public Path to(Path file) throws IOException {
        ByteBuffer end64 = record(56, 0x06064b50);
        end64.putLong(4, 44).putLong(24, count).putLong(32, count);
        end64.putLong(40, directory.size()).putLong(48, entries.size());
        ByteBuffer locator = record(20, 0x07064b50);
        locator.putLong(8, entries.size() + directory.size()).putInt(16, 1);
        ByteBuffer end = record(22, 0x06054b50);
        end.putShort(8, (short) -1).putShort(10, (short) -1).putInt(12, -1).putInt(16, -1);
        try (OutputStream out = Files.newOutputStream(file)) {
            entries.writeTo(out);
            directory.writeTo(out);
            out.write(end64.array());
            out.write(locator.array());
            out.write(end.array());
        }
        return file;
    }
}
