package ergodiag.replay.web;

import java.io.IOException;

/** Makes answers, on several threads at once; it may take its time. */
public interface WebHandler {
    /**
     * Answers one request.
     *
     * @throws IOException when the caller has left
     * @throws InterruptedException when the server is closed
     */
    void answer(WebRequest request, WebAnswer answer) throws IOException, InterruptedException;
}
