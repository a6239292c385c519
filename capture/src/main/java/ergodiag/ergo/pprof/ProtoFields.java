package ergodiag.ergo.pprof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of one protobuf message, one after the other, as <a href="https://protobuf.dev/programming-guides/encoding/">its encoding</a>
 * has them. Nothing is read beyond the message, whatever its lengths say.
 */
final class ProtoFields {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int number;
    private int wire;
    private long value;
    private int from;

    ProtoFields(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtoFields(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Goes to the next field; false at the end. */
    boolean next() throws DamagedProfile {
        if (at >= end) {
            return false;
        }
        long tag = varint();
        number = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (tag >>> 3 < 1 || tag >>> 3 > 1 << 29) {
            throw new DamagedProfile("a field has the number " + (tag >>> 3));
        }
        switch (wire) {
            case VARINT -> value = varint();
            case FIXED64 -> skip(8);
            case BYTES -> skip(varint());
            case FIXED32 -> skip(4);
            default -> throw new DamagedProfile("field " + number + " is of the unknown type " + wire);
        }
        return true;
    }

    private void skip(long length) throws DamagedProfile {
        if (length < 0 || length > end - at) {
            throw new DamagedProfile("field " + number + " ends behind what it is part of");
        }
        from = at;
        at += (int) length;
    }

    private long varint() throws DamagedProfile {
        long read = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw new DamagedProfile("a number breaks off");
            }
            byte b = bytes[at++];
            read |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return read;
            }
        }
        throw new DamagedProfile("a number has more than ten bytes");
    }

    int number() {
        return number;
    }

    /** A number. */
    long integer() throws DamagedProfile {
        expect(VARINT);
        return value;
    }

    /** A message in the message. */
    ProtoFields message() throws DamagedProfile {
        expect(BYTES);
        return new ProtoFields(bytes, from, at);
    }

    /** A text of at most so many bytes; what is beyond is left out. */
    String text(int most) throws DamagedProfile {
        expect(BYTES);
        return new String(bytes, from, Math.min(most, at - from), StandardCharsets.UTF_8);
    }

    /** Numbers of a repeated field, which may come packed or one by one, behind those that were there. */
    long[] integers(long[] before, int most) throws DamagedProfile {
        if (wire == VARINT) {
            return before.length >= most ? before : append(before, before.length, value);
        }
        expect(BYTES);
        ProtoFields packed = new ProtoFields(bytes, from, at);
        long[] all = before;
        int count = before.length;
        while (packed.at < packed.end) {
            long next = packed.varint();
            if (count < most) {
                all = append(all, count, next);
                count++;
            }
        }
        return Arrays.copyOf(all, count);
    }

    private static long[] append(long[] list, int count, long next) {
        long[] longer = count < list.length ? list : Arrays.copyOf(list, Math.max(count + 1, count + count / 2));
        longer[count] = next;
        return longer;
    }

    private void expect(int type) throws DamagedProfile {
        if (wire != type) {
            throw new DamagedProfile("field " + number + " is of the type " + wire + ", not " + type);
        }
    }
}
