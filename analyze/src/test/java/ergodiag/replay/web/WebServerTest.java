package ergodiag.replay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who take their time, in a time that stands still until a test lets it pass. */
class WebServerTest {
    private static final int LONGEST_BODY = 1_000;
    private static final String HALF = "POST /mcp HTTP/1.1\r\nHost: x\r\nX: ";
    private static final String LAST = "POST /last HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi";
    private static final int LARGE = 32 << 20;

    private final AtomicLong nanos = new AtomicLong();
    private final List<Socket> callers = new ArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start(
                new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), LONGEST_BODY, nanos::get, this::answer);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        for (Socket caller : callers) {
            caller.close();
        }
    }

    private void answer(WebRequest request, WebAnswer answer) throws IOException, InterruptedException {
        if (request.path().equals("/held")) {
            held.await();
        }
        byte[] body = request.path().equals("/large")
                ? new byte[LARGE]
                : (request.method() + " " + request.path() + " " + request.body().length + " "
                                + new String(request.body(), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
        answer.write(
                ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        answer.write(body);
    }

    private Socket caller(String sent) throws IOException {
        Socket caller = new Socket(InetAddress.getByName("127.0.0.1"), server.port());
        caller.setSoTimeout(60_000);
        callers.add(caller);
        send(caller, sent);
        return caller;
    }

    private static void send(Socket caller, String text) throws IOException {
        caller.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All that comes until the connection ends. */
    private static String all(Socket caller) throws IOException {
        try {
            return new String(caller.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "reset";
        }
    }

    private static String one(Socket caller) throws IOException {
        InputStream in = caller.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        try {
            server.look();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets time pass again and again: what the server did right before may be of the later moment for it. */
    private void passOften(Duration time) {
        for (int i = 0; i < 20; i++) {
            pass(time);
        }
    }

    /** Lets time pass until the connection is closed. */
    private void passUntilClosed(Duration time, Socket caller) throws IOException {
        caller.setSoTimeout(20);
        boolean open = true;
        while (open) {
            pass(time);
            try {
                open = caller.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                // not yet
            } catch (SocketException e) {
                open = false;
            }
        }
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("answer"))
                .count();
    }

    @Test
    void requestsThatNeverComeHoldNoThreadKeepNobodyOutAndAreGivenUp() throws IOException {
        long before = workers();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            slow.add(caller(i % 3 == 0 ? "" : i % 3 == 1 ? HALF : "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n12"));
        }
        assertThat(all(caller(LAST))).startsWith("HTTP/1.1 200").endsWith("POST /last 2 hi");
        assertThat(workers() - before).isLessThanOrEqualTo(1);

        pass(WebConnection.REQUEST.plusMillis(1));

        for (Socket each : slow) {
            assertThat(all(each)).isIn("", "reset");
        }
    }

    @Test
    void whoSendsALetterNowAndThenIsGivenUpAllTheSame() throws IOException {
        Socket drips = caller(HALF);
        for (int i = 0; i < 4; i++) {
            assertThat(all(caller(LAST))).startsWith("HTTP/1.1 200");
            pass(WebConnection.REQUEST.dividedBy(4).plusMillis(1));
            try {
                send(drips, "x");
            } catch (SocketException e) {
                break;
            }
        }

        assertThat(all(drips)).isIn("", "reset");
    }

    @Test
    void aConnectionMayBeIdleForAWhileAndIsThenClosed() throws IOException {
        Socket idle = caller("GET /one HTTP/1.1\r\n\r\n");
        assertThat(one(idle)).isEqualTo("GET /one 0 ");
        pass(WebConnection.IDLE.minusMillis(1));
        send(idle, "GET /two HTTP/1.1\r\n\r\n");
        assertThat(one(idle)).isEqualTo("GET /two 0 ");

        passUntilClosed(WebConnection.IDLE.plusMillis(1), idle);
    }

    @Test
    void whoDoesNotTakeHisAnswerIsGivenUpAndHoldsNoThread() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            slow.add(caller("GET /large HTTP/1.1\r\n\r\n"));
            assertThat(slow.get(i).getInputStream().read()).isEqualTo('H');
        }
        assertThat(all(caller(LAST))).startsWith("HTTP/1.1 200");

        passOften(WebConnection.PROGRESS.plusMillis(1));

        for (Socket each : slow) {
            assertThat(all(each).length()).isLessThan(LARGE);
        }
    }

    @Test
    void whenTooMuchWaitsToBeTakenWhoWaitsLongestGoes() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slow.add(caller("GET /large HTTP/1.1\r\nConnection: close\r\n\r\n"));
            assertThat(slow.get(i).getInputStream().read()).isEqualTo('H');
            pass(Duration.ofMillis(10));
        }

        assertThat(all(slow.get(0)).length()).isLessThan(LARGE);
        assertThat(all(slow.get(3)).length()).isGreaterThan(LARGE);
    }

    @Test
    void whenThereAreTooManyConnectionsWhoKeepsUsWaitingLongestGoes() throws IOException {
        for (int i = 0; i < WebCallers.MOST_CONNECTIONS; i++) {
            caller(HALF);
        }

        assertThat(all(caller(LAST))).startsWith("HTTP/1.1 200");
        assertThat(all(callers.get(0))).isIn("", "reset");
    }

    @Test
    void moreRequestsThanThreadsAreAllAnswered() throws IOException {
        for (int i = 0; i < 2 * WebServer.MOST_WORKERS; i++) {
            caller("GET /held HTTP/1.1\r\nConnection: close\r\n\r\n");
        }
        held.countDown();

        for (Socket each : callers) {
            assertThat(all(each)).endsWith("GET /held 0 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /a%20b?c=d HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
                "POST http://host/a%20b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nX: y\r\n\r\n",
                "\r\nPOST /a%20b HTTP/1.1\nContent-Length: 5\nContent-Length: 5\n\nhello",
                "POST /a%20b HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello"
            })
    void aRequestMayComeInAnyPieces(String request) throws IOException {
        for (int size : new int[] {1, 7, 1_000}) {
            Socket caller = caller("");
            caller.setTcpNoDelay(true);
            for (int at = 0; at < request.length(); at += size) {
                send(caller, request.substring(at, Math.min(request.length(), at + size)));
            }
            assertThat(one(caller)).isEqualTo("POST /a b 5 hello");
        }
    }

    @Test
    void severalRequestsMayComeAtOnceAndAreAnsweredInTheirOrder() throws IOException {
        String both = "GET /one HTTP/1.1\r\n\r\nPOST /two HTTP/1.1\r\nContent-Length: 1\r\n\r\nx" + LAST;

        assertThat(all(caller(both)))
                .containsSubsequence(
                        "GET /one 0 ", "HTTP/1.1 200 OK", "POST /two 1 x", "HTTP/1.1 200 OK", "POST /last 2 hi");
    }

    @Test
    void ofALongBodyTheBeginningIsKeptAndTheConnectionGoesOn() throws IOException {
        Socket caller = caller("POST /long HTTP/1.1\r\nContent-Length: 300000\r\n\r\n" + "x".repeat(300_000) + LAST);

        assertThat(all(caller)).contains("POST /long " + LONGEST_BODY + " xxx").endsWith("POST /last 2 hi");
    }

    @Test
    void whoWaitsForAWordBeforeTheBodyGetsIt() throws IOException {
        Socket caller = caller("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        assertThat(new String(caller.getInputStream().readNBytes(25), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        send(caller, "hi");

        assertThat(one(caller)).isEqualTo("POST /a 2 hi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | nonsense",
                "400 | GET  / HTTP/1.1",
                "400 | GET /%zz HTTP/1.1",
                "505 | GET / HTTP/2.0",
                "400 | GET / HTTP/1.1\\nno colon",
                "400 | GET / HTTP/1.1\\nX : y",
                "400 | GET / HTTP/1.1\\nA: b\\n folded",
                "400 | GET / HTTP/1.1\\nContent-Length: -1\\n",
                "400 | GET / HTTP/1.1\\nContent-Length: 1\\nContent-Length: 2\\n",
                "400 | GET / HTTP/1.1\\nContent-Length: 99999999999999999999\\n",
                "400 | GET / HTTP/1.1\\nContent-Length: 1\\nTransfer-Encoding: chunked\\n",
                "501 | GET / HTTP/1.1\\nTransfer-Encoding: gzip\\n",
                "400 | GET / HTTP/1.1\\nTransfer-Encoding: chunked\\n\\nzz"
            })
    void whatIsNoRequestIsRefusedAndEndsTheConnection(int status, String request) throws IOException {
        assertThat(all(caller(request.replace("\\n", "\r\n") + "\r\n"))).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void aHeadWithoutEndIsRefusedBeforeItFillsMemory() throws IOException {
        Socket caller = caller("GET / HTTP/1.1\r\n");
        String answer = "";
        try {
            for (int i = 0; i < 100_000; i++) {
                send(caller, "X: " + "y".repeat(1_000) + "\r\n");
            }
        } catch (SocketException e) {
            answer = "refused";
        }

        assertThat(answer).isEqualTo("refused");
        assertThat(all(caller(LAST))).startsWith("HTTP/1.1 200");
    }

    @Test
    void whoeverIsConnectedIsLeftWhenItCloses() throws IOException {
        Socket waits = caller("GET /held HTTP/1.1\r\n\r\n");
        Socket idles = caller("GET /one HTTP/1.1\r\n\r\n");
        assertThat(one(idles)).isEqualTo("GET /one 0 ");

        server.close();

        assertThat(all(waits)).isIn("", "reset");
        assertThat(all(idles)).isIn("", "reset");
    }
}
