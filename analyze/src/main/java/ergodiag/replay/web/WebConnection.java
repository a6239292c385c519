package ergodiag.replay.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection: a request is read, asked, and its answer taken by the caller, one after the other. Everything happens on the server's one
 * thread but {@link #write} and {@link #answered}, which come from whoever answers.
 */
final class WebConnection implements WebAnswer {
    /** A request has to come as a whole within this time. */
    static final Duration REQUEST = Duration.ofSeconds(10);
    /** An answer has to go on being taken within this time. */
    static final Duration PROGRESS = Duration.ofSeconds(10);
    /** Between two requests. */
    static final Duration IDLE = Duration.ofSeconds(30);

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Server server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Queue<ByteBuffer> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicLong kept = new AtomicLong();
    private ByteBuffer pipelined = ByteBuffer.allocate(0);
    private RequestReader reader;
    private boolean asked;
    private boolean served;
    private long since;
    private volatile boolean last;
    private volatile boolean over;
    private volatile boolean open = true;

    /** What a connection needs of its server. */
    interface Server {
        /** By which waiting is measured. */
        long nanoTime();

        /** So much of the body of a request is kept. */
        int longestBody();

        /** A request is whole. */
        void ask(WebConnection connection, WebRequest request);

        /** There is something for a caller to take, or nothing more follows. From any thread. */
        void keeps(WebConnection connection);

        /** The connection is closed. */
        void left(WebConnection connection);
    }

    WebConnection(Server server, SocketChannel channel, SelectionKey key) {
        this.server = server;
        this.channel = channel;
        this.key = key;
        this.reader = new RequestReader(server.longestBody());
        this.since = server.nanoTime();
    }

    /** Since when it keeps us waiting, and for how long it may. */
    boolean isLate(long now) {
        Duration limit = !outgoing.isEmpty() ? PROGRESS : reader.begun() || !served ? REQUEST : IDLE;
        return isWaitedFor() && now - since > limit.toNanos();
    }

    /** Whether it is the caller's turn. */
    boolean isWaitedFor() {
        return !asked || !outgoing.isEmpty();
    }

    long since() {
        return since;
    }

    /** How many bytes wait to be taken by the caller. */
    long kept() {
        return kept.get();
    }

    /** Something has come. */
    void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            close();
            return;
        }
        take(buffer.flip());
    }

    private void take(ByteBuffer came) throws IOException {
        boolean fresh = !reader.begun() && came.hasRemaining();
        if (fresh) {
            since = server.nanoTime();
        }
        try {
            Optional<WebRequest> request = reader.take(came);
            if (request.isPresent()) {
                byte[] rest = new byte[came.remaining()];
                came.get(rest);
                pipelined = ByteBuffer.wrap(rest);
                asked = true;
                last = !request.get().persistent();
                key.interestOps(0);
                server.ask(this, request.get());
            } else if (reader.wantsWord()) {
                write(CONTINUE);
            }
        } catch (BadRequest e) {
            asked = true;
            last = true;
            key.interestOps(0);
            write(("HTTP/1.1 " + e.status() + " " + e.getMessage()
                            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            answered();
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (!open) {
            throw new IOException("the caller has left");
        }
        if (bytes.length > 0) {
            kept.addAndGet(bytes.length);
            outgoing.add(ByteBuffer.wrap(bytes));
            server.keeps(this);
        }
    }

    /** Nothing follows of this answer. */
    void answered() {
        over = true;
        server.keeps(this);
    }

    /** Ends the connection behind this answer. */
    void lastOne() {
        last = true;
    }

    /** Lets the caller take what there is; when that is all, the next request may come. */
    void send() throws IOException {
        for (ByteBuffer next = outgoing.peek(); next != null; next = outgoing.peek()) {
            int taken = channel.write(next);
            if (taken > 0) {
                since = server.nanoTime();
                kept.addAndGet(-taken);
            }
            if (next.hasRemaining()) {
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
            outgoing.remove();
        }
        key.interestOps(asked ? 0 : SelectionKey.OP_READ);
        if (asked && over && outgoing.isEmpty()) {
            next();
        }
    }

    private void next() throws IOException {
        if (last) {
            channel.shutdownOutput();
            close();
            return;
        }
        asked = false;
        served = true;
        over = false;
        since = server.nanoTime();
        reader = new RequestReader(server.longestBody());
        key.interestOps(SelectionKey.OP_READ);
        take(pipelined);
    }

    void close() {
        open = false;
        outgoing.clear();
        kept.set(0);
        server.left(this);
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone all the same
        }
    }
}
