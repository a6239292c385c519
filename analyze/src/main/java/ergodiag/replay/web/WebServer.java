package ergodiag.replay.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A server of HTTP/1.1 in which a caller costs nothing but its connection until its request is there as a whole. One thread reads all requests
 * and hands out all answers as far as callers take them; a bounded number of threads make the answers. The server of the JDK holds a thread
 * for each request from its first byte to the last of the answer, so that whoever begins thousands keeps all others out.
 *
 * <p>Who keeps us waiting too long is given up; when there are too many connections, or too much waits to be taken, who has done so longest goes.
 *
 * <p>Longer than others because one thread accepts, reads, hands out and gives up, and what it does is read in that order.
 */
public final class WebServer implements AutoCloseable {
    /** Answers made at once. */
    static final int MOST_WORKERS = 64;

    private static final int WAITING_TO_CONNECT = 512;
    private static final Duration SWEEP = Duration.ofMillis(250);

    private final WebHandler handler;
    private final int longestBody;
    private final LongSupplier nanoTime;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final SelectionKey accepts;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    private final WebCallers callers = new WebCallers();
    private final Queue<WebConnection> changed = new ConcurrentLinkedQueue<>();
    private final Queue<CountDownLatch> looks = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor workers;
    private final Thread thread = new Thread(this::run, "replay");
    private long swept;
    private volatile boolean open = true;

    private WebServer(InetSocketAddress address, int longestBody, LongSupplier nanoTime, WebHandler handler)
            throws IOException {
        this.handler = handler;
        this.longestBody = longestBody;
        this.nanoTime = nanoTime;
        this.swept = nanoTime.getAsLong();
        this.selector = Selector.open();
        this.listener = ServerSocketChannel.open();
        try {
            listener.bind(address, WAITING_TO_CONNECT);
            listener.configureBlocking(false);
            accepts = listener.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            listener.close();
            selector.close();
            throw e;
        }
        this.workers = new ThreadPoolExecutor(
                MOST_WORKERS, MOST_WORKERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread worker = new Thread(work, "answer");
                    worker.setDaemon(true);
                    return worker;
                });
        workers.allowCoreThreadTimeOut(true);
        thread.setDaemon(true);
    }

    /**
     * Starts to serve.
     *
     * @param longestBody so much of the body of a request is kept
     * @param nanoTime by which callers are given up
     * @throws IOException when the address cannot be had
     */
    public static WebServer start(InetSocketAddress address, int longestBody, LongSupplier nanoTime, WebHandler handler)
            throws IOException {
        WebServer server = new WebServer(address, longestBody, nanoTime, handler);
        server.thread.start();
        return server;
    }

    /** The port on which it listens. */
    public int port() {
        return listener.socket().getLocalPort();
    }

    /** Looks at once who is late, and returns when that is done. */
    void look() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        looks.add(done);
        selector.wakeup();
        done.await();
    }

    @Override
    public void close() {
        open = false;
        workers.shutdownNow();
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What connections need of this server. */
    private final class Desk implements WebConnection.Server {
        @Override
        public long nanoTime() {
            return nanoTime.getAsLong();
        }

        @Override
        public int longestBody() {
            return longestBody;
        }

        @Override
        public void ask(WebConnection connection, WebRequest request) {
            try {
                workers.execute(() -> answer(connection, request));
            } catch (RejectedExecutionException e) {
                connection.close();
            }
        }

        @Override
        public void keeps(WebConnection connection) {
            changed.add(connection);
            selector.wakeup();
        }

        @Override
        public void left(WebConnection connection) {
            callers.left(connection);
        }
    }

    private void answer(WebConnection connection, WebRequest request) {
        try {
            handler.answer(request, connection);
        } catch (IOException e) {
            connection.lastOne();
        } catch (InterruptedException e) {
            connection.lastOne();
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            connection.lastOne();
            throw e;
        } finally {
            connection.answered();
        }
    }

    private void run() {
        try {
            while (open) {
                selector.select(SWEEP.toMillis());
                for (WebConnection each = changed.poll(); each != null; each = changed.poll()) {
                    guarded(each, WebConnection::send);
                }
                Set<SelectionKey> ready = selector.selectedKeys();
                for (SelectionKey key : ready) {
                    if (key == accepts) {
                        accept();
                    } else if (key.attachment() instanceof WebConnection connection) {
                        guarded(connection, each -> served(key, each));
                    }
                }
                ready.clear();
                Optional<CountDownLatch> look = Optional.ofNullable(looks.poll());
                sweep();
                look.ifPresent(CountDownLatch::countDown);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Waiting for callers", e);
        } finally {
            closeAll();
        }
    }

    private void served(SelectionKey key, WebConnection connection) throws IOException {
        if (key.isReadable()) {
            connection.read(buffer);
        } else if (key.isWritable()) {
            connection.send();
        }
    }

    private interface Step {
        void take(WebConnection connection) throws IOException;
    }

    private static void guarded(WebConnection connection, Step step) {
        try {
            step.take(connection);
        } catch (IOException | CancelledKeyException e) {
            connection.close();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel == null) {
                return;
            }
            if (!callers.haveRoom()) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            WebConnection connection = new WebConnection(new Desk(), channel, key);
            key.attach(connection);
            callers.came(connection);
        } catch (IOException e) {
            // no more files may be open: until the next sweep nobody is let in, but for one in whose place
            callers.giveUpOne();
            accepts.interestOps(0);
        }
    }

    private void sweep() {
        long now = nanoTime.getAsLong();
        callers.makeRoom();
        if (now - swept >= SWEEP.toNanos()) {
            swept = now;
            accepts.interestOps(SelectionKey.OP_ACCEPT);
            callers.giveUpLate(now);
        }
    }

    private void closeAll() {
        callers.closeAll();
        try {
            listener.close();
            selector.close();
        } catch (IOException e) {
            // the port is given back when the program ends
        }
    }
}
