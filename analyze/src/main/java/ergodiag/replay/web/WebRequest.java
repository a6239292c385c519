package ergodiag.replay.web;

import com.sun.net.httpserver.Headers;

/**
 * A request that has come as a whole.
 *
 * @param method as it was sent
 * @param path of the target, without its query, decoded
 * @param headers each byte of a value is one character
 * @param body its beginning, where it is longer than is looked at
 * @param persistent whether the caller goes on on the same connection
 * @param inChunks whether the caller knows chunks: HTTP/1.1 and later
 */
public record WebRequest(
        String method, String path, Headers headers, byte[] body, boolean persistent, boolean inChunks) {}
