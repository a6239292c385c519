package ergodiag.replay.web;

import java.io.IOException;

/** Where an answer goes. Nobody waits for the caller to take it: it is kept until he does, or is given up. */
public interface WebAnswer {
    /**
     * The next bytes of the answer, head included.
     *
     * @throws IOException when the caller has left, or was given up
     */
    void write(byte[] bytes) throws IOException;
}
