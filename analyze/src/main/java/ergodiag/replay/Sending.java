package ergodiag.replay;

import ergodiag.replay.web.WebAnswer;
import ergodiag.replay.web.WebRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How an answer leaves: with its length or in chunks, packed, or as a stream. */
final class Sending {
    /** Go's server gives the length of a reply up to this size and sends a longer one in chunks. */
    private static final int LONGEST_WITH_LENGTH = 2048;
    /** From this size on an Observer packs a reply for whom takes it. */
    private static final int LEAST_PACKED = 1024;
    /** A comment in a stream of events. */
    private static final String SIGN_OF_LIFE = ":\n\n";

    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            202, "Accepted",
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            504, "Gateway Timeout");

    private final TimeSource time;

    Sending(TimeSource time) {
        this.time = time;
    }

    /** Sends an answer; a stream until the caller leaves. */
    void send(WebRequest request, WebAnswer answer, Door.Said said) throws IOException, InterruptedException {
        Head head = new Head(said.status());
        said.headers().forEach((name, values) -> values.forEach(value -> head.add(name, value)));
        if (!request.persistent()) {
            head.add("Connection", "close");
        }
        if (said.everySecond().isPresent()) {
            stream(
                    request,
                    answer,
                    head,
                    said.body().orElse(""),
                    said.everySecond().get());
            return;
        }
        boolean asksForHead = request.method().equals("HEAD");
        if (said.body().isEmpty() || asksForHead) {
            if (!asksForHead) {
                head.add("Content-Length", "0");
            }
            answer.write(head.bytes());
            return;
        }
        byte[] body = said.body().get().getBytes(StandardCharsets.UTF_8);
        boolean packed = said.packed() && body.length >= LEAST_PACKED && takesGzip(request);
        boolean inChunks = request.inChunks() && (packed || body.length > LONGEST_WITH_LENGTH);
        if (packed) {
            head.add("Content-Encoding", "gzip");
            body = packed(body);
        }
        if (!inChunks) {
            head.add("Content-Length", String.valueOf(body.length));
            answer.write(together(head.bytes(), body));
            return;
        }
        head.add("Transfer-Encoding", "chunked");
        answer.write(together(head.bytes(), chunk(body), LAST_CHUNK));
    }

    /** Goes on until the caller leaves, which shows when something is sent. */
    private void stream(WebRequest request, WebAnswer answer, Head head, String first, List<String> everySecond)
            throws IOException, InterruptedException {
        if (request.inChunks()) {
            head.add("Transfer-Encoding", "chunked");
        }
        answer.write(head.bytes());
        String next = everySecond.isEmpty() ? SIGN_OF_LIFE : String.join("", everySecond);
        for (String frames = first; ; frames = next) {
            byte[] bytes = frames.getBytes(StandardCharsets.UTF_8);
            answer.write(request.inChunks() ? chunk(bytes) : bytes);
            time.sleep(Duration.ofSeconds(1));
        }
    }

    /** The head of an answer. */
    private static final class Head {
        private final StringBuilder lines = new StringBuilder();

        Head(int status) {
            lines.append("HTTP/1.1 ")
                    .append(status)
                    .append(' ')
                    .append(REASONS.getOrDefault(status, ""))
                    .append("\r\n");
            add("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        }

        void add(String name, String value) {
            lines.append(name).append(": ").append(value).append("\r\n");
        }

        byte[] bytes() {
            return (lines + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Nothing for nothing: an empty chunk would be the last. */
    private static byte[] chunk(byte[] bytes) {
        return bytes.length == 0
                ? bytes
                : together(
                        (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII),
                        bytes,
                        LINE_END);
    }

    private static byte[] together(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(
                Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Packed out = new Packed(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    /** Packs fast rather than well: it is for this machine only. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream plain) throws IOException {
            super(plain);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static boolean takesGzip(WebRequest request) {
        return request.headers().getOrDefault("Accept-Encoding", List.of()).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(coding -> coding.replace(" ", "").toLowerCase(Locale.ROOT))
                .anyMatch(coding -> (coding.startsWith("gzip") || coding.startsWith("*")) && !coding.endsWith(";q=0"));
    }
}
