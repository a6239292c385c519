package ergodiag.replay.web;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts one request together from pieces as they come (RFC 9112). It keeps a bounded beginning of it, whatever comes. */
final class RequestReader {
    private static final int LONGEST_LINE = 16 << 10;
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int MOST_HEADERS = 200;
    private static final Pattern REQUEST_LINE =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}) (\\S+) HTTP/(\\d)\\.(\\d)");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,12})[ \\t]*(?:;.*)?");

    /** What comes next. */
    private enum Part {
        REQUEST_LINE,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        WHOLE
    }

    private final int longestBody;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Headers headers = new Headers();
    private Part part = Part.REQUEST_LINE;
    private String method = "";
    private String path = "";
    private boolean current;
    private int head;
    private int count;
    private long left;
    private boolean begun;
    private boolean continues;

    /** @param longestBody so much of a body is kept; the rest is read and dropped */
    RequestReader(int longestBody) {
        this.longestBody = longestBody;
    }

    /** Whether anything of the request has come. */
    boolean begun() {
        return begun;
    }

    /** Whether the caller waits for a word before it sends the body; told once. */
    boolean wantsWord() {
        boolean wants = continues && part != Part.WHOLE && body.size() == 0;
        continues = false;
        return wants;
    }

    /**
     * Takes from what came as much as belongs to the request.
     *
     * @return the request once it is whole
     */
    Optional<WebRequest> take(ByteBuffer came) throws BadRequest {
        while (part != Part.WHOLE && came.hasRemaining()) {
            switch (part) {
                case BODY, CHUNK -> content(came);
                case REQUEST_LINE, HEADERS, CHUNK_SIZE, CHUNK_END, TRAILERS -> letter(came.get());
                case WHOLE -> throw new IllegalStateException("nothing comes behind the whole");
            }
        }
        return part == Part.WHOLE
                ? Optional.of(new WebRequest(method, path, headers, body.toByteArray(), persistent(), current))
                : Optional.empty();
    }

    private void content(ByteBuffer came) {
        int taken = (int) Math.min(left, came.remaining());
        int kept = Math.min(taken, longestBody - body.size());
        body.write(came.array(), came.arrayOffset() + came.position(), kept);
        came.position(came.position() + taken);
        left -= taken;
        if (left == 0) {
            part = part == Part.CHUNK ? Part.CHUNK_END : Part.WHOLE;
        }
    }

    private void letter(byte letter) throws BadRequest {
        begun = true;
        if (++head > LONGEST_HEAD && part != Part.CHUNK_SIZE && part != Part.CHUNK_END) {
            throw new BadRequest(431, "Request Header Fields Too Large");
        }
        if (letter != '\n') {
            if (line.size() >= LONGEST_LINE) {
                throw new BadRequest(431, "Request Header Fields Too Large");
            }
            line.write(letter);
            return;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    private void line(String text) throws BadRequest {
        switch (part) {
            case REQUEST_LINE -> requestLine(text);
            case HEADERS -> header(text);
            case CHUNK_SIZE -> chunk(text);
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            case TRAILERS -> part = text.isEmpty() ? Part.WHOLE : Part.TRAILERS;
            case BODY, CHUNK, WHOLE -> throw new IllegalStateException("no line is read here");
        }
    }

    private void requestLine(String text) throws BadRequest {
        if (text.isEmpty()) {
            return; // between two requests (RFC 9112, 2.2)
        }
        Matcher matcher = REQUEST_LINE.matcher(text);
        if (!matcher.matches()) {
            throw new BadRequest(400, "Bad Request");
        }
        if (!matcher.group(3).equals("1")) {
            throw new BadRequest(505, "HTTP Version Not Supported");
        }
        method = matcher.group(1);
        current = !matcher.group(4).equals("0");
        try {
            path = Optional.ofNullable(new URI(matcher.group(2)).getPath()).orElse("");
        } catch (URISyntaxException e) {
            throw new BadRequest(400, "Bad Request");
        }
        part = Part.HEADERS;
    }

    private void header(String text) throws BadRequest {
        if (text.isEmpty()) {
            endOfHead();
            return;
        }
        Matcher matcher = HEADER.matcher(text);
        if (!matcher.matches() || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            throw new BadRequest(400, "Bad Request");
        }
        if (++count > MOST_HEADERS) {
            throw new BadRequest(431, "Request Header Fields Too Large");
        }
        headers.add(matcher.group(1), matcher.group(2));
    }

    private void endOfHead() throws BadRequest {
        List<String> codings = headers.getOrDefault("Transfer-encoding", List.of());
        List<String> lengths = headers.getOrDefault("Content-length", List.of());
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty()) {
                throw new BadRequest(400, "Bad Request");
            }
            if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
                throw new BadRequest(501, "Not Implemented");
            }
            part = Part.CHUNK_SIZE;
        } else {
            if (lengths.stream().distinct().count() > 1
                    || lengths.stream()
                            .anyMatch(length -> !LENGTH.matcher(length).matches())) {
                throw new BadRequest(400, "Bad Request");
            }
            left = lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0));
            part = left == 0 ? Part.WHOLE : Part.BODY;
        }
        continues = tells("Expect", "100-continue");
    }

    private void chunk(String text) throws BadRequest {
        Matcher matcher = CHUNK.matcher(text);
        if (!matcher.matches()) {
            throw new BadRequest(400, "Bad Request");
        }
        left = Long.parseLong(matcher.group(1), 16);
        part = left == 0 ? Part.TRAILERS : Part.CHUNK;
    }

    private boolean persistent() {
        return current ? !tells("Connection", "close") : tells("Connection", "keep-alive");
    }

    private boolean tells(String name, String word) {
        return headers.getOrDefault(name, List.of()).stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .anyMatch(value -> value.strip().toLowerCase(Locale.ROOT).equals(word));
    }
}
