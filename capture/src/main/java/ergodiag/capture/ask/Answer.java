package ergodiag.capture.ask;

import ergodiag.bundle.Source;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Outcome;
import ergodiag.ergo.UnreadableReply;
import ergodiag.mcp.ResourceRead;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What came of a question: its line in the ledger and, where there is one, the reply after redaction.
 *
 * @param call the line in the ledger
 * @param file the stored reply
 * @param passing the reply when it was not to be stored
 * @param wireBytes what the text took on the wire, escapes included
 * @param at where in the reply the answer to the question stands
 * @param resource what came with it, where it is a resource of an Observer
 * @param suspect whether it timed out although the node answers others, so that the reply may be above the wall
 */
public record Answer(
        Call call,
        Optional<Path> file,
        byte[] passing,
        long wireBytes,
        boolean suspect,
        Source at,
        Optional<ResourceRead> resource) {

    /** What came of a question that brought nothing. */
    static Answer none(Call call) {
        return new Answer(call, Optional.empty(), new byte[0], 0, false, Source.file(""), Optional.empty());
    }

    /** Where a resource of an Observer is to be read on, if it is one that comes in pieces. */
    public Optional<String> nextSeq() {
        return resource.flatMap(ResourceRead::nextSeq);
    }

    /** Whether what a resource had between its last look and this one is lost. */
    public boolean dropped() {
        return resource.filter(ResourceRead::dropped).isPresent();
    }

    public boolean came() {
        return call.outcome().answered();
    }

    /** Whether it was too large for the wall, or may have been: a smaller one that comes proves it. */
    public boolean mayBeTooLarge() {
        return suspect || call.outcome() == Outcome.TOO_LARGE;
    }

    /** The same, of which the reply may have been too large. */
    Answer suspected() {
        return new Answer(call, file, passing, wireBytes, true, at, resource);
    }

    /** Whether it never came to the endpoint, so that nobody knows what was asked: a node without a route has a JSON-RPC code. */
    boolean lostOnTheWay() {
        return call.outcome() == Outcome.UNREACHABLE && call.failure().code().isEmpty();
    }

    /** Reads the reply; empty when there is none or it is not what the tool is known to say. */
    public <T> Optional<T> read(BiFunction<InputStream, Source, T> reader) {
        if (!came()) {
            return Optional.empty();
        }
        try (InputStream in = file.isPresent() ? Files.newInputStream(file.get()) : new ByteArrayInputStream(passing)) {
            return Optional.of(reader.apply(in, at));
        } catch (IOException | UnreadableReply | OutOfMemoryError e) {
            // what does not fit into memory is nothing that the tool is known to say
            return Optional.empty();
        }
    }

    /** The same for replies that are text. */
    public <T> Optional<T> readText(BiFunction<BufferedReader, String, T> reader) {
        return read((in, at) ->
                reader.apply(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), at.file()));
    }
}
