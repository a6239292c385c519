package ergodiag.mcp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an Observer says of a resource beside its text (ERGO33.md 2).
 *
 * @param wireBytes the bytes the text took on the wire, escapes included
 * @param nextSeq where to go on reading; empty for what is no series
 * @param dropped whether something between the last reading and this one is lost
 * @param lastModified when the value was made; empty when nothing came yet
 */
public record ResourceRead(long wireBytes, Optional<String> nextSeq, boolean dropped, Optional<Instant> lastModified) {
    private static final String OWN = "services.ergo/";

    static ResourceRead of(ReplyText.Read read) {
        JsonNode meta = read.meta();
        return new ResourceRead(
                read.wireBytes(),
                Optional.of(meta.path(OWN + "nextSeq").asString("")).filter(text -> !text.isEmpty()),
                meta.path(OWN + "dropped").asBoolean(false),
                instant(meta.path(OWN + "lastModified").asString("")));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
