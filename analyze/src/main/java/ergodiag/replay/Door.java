package ergodiag.replay;

import ergodiag.replay.web.WebRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What listens behind the port: one of the kinds of endpoint that a bundle can be replayed as. */
interface Door {
    /** A reader takes so much of a request; what is longer shows by one byte more. */
    int LONGEST_REQUEST = 1 << 20;

    /**
     * Answers a request that comes at that moment.
     *
     * @param asked its body has no more than {@link #LONGEST_REQUEST} bytes and one
     */
    Said answer(WebRequest asked, Instant comes);

    /** What can be asked. */
    ToolCount count();

    /**
     * What is said, and when.
     *
     * @param status of HTTP
     * @param headers by their names
     * @param body empty for none
     * @param at when it is sent
     * @param call to be ended before that; empty where nobody was asked
     * @param packed whether it is sent as gzip to whom takes it
     * @param everySecond what is sent behind it each second until the caller leaves; empty for an answer that ends
     */
    record Said(
            int status,
            Map<String, List<String>> headers,
            Optional<String> body,
            Instant at,
            Optional<Traffic.Passage> call,
            boolean packed,
            Optional<List<String>> everySecond) {

        static Said text(int status, String body, Instant at) {
            return new Said(
                    status,
                    Map.of(
                            "Content-Type", List.of("text/plain; charset=utf-8"),
                            "X-Content-Type-Options", List.of("nosniff")),
                    Optional.of(body),
                    at,
                    Optional.empty(),
                    false,
                    Optional.empty());
        }

        static Said nothing(int status, Instant at) {
            return new Said(status, Map.of(), Optional.empty(), at, Optional.empty(), false, Optional.empty());
        }

        /** The same at the end of a call. */
        Said ending(Optional<Traffic.Passage> passage) {
            return new Said(status, headers, body, at, passage, packed, everySecond);
        }
    }
}
