package ergodiag.replay.recording;

import ergodiag.ergo.Ids;

/** Ids as the MCP application writes them, from those of an Observer: {@code <SUM.0.ID>} from {@code node@host:ID.CREATION} (ERGO33.md 5). */
final class ShortIds {
    private ShortIds() {}

    static String pid(String full) {
        return Ids.inTexts(full);
    }

    static String alias(String full) {
        return as(full, Ids.Kind.ALIAS, "Alias#<", ".");
    }

    static String event(String full) {
        return as(full, Ids.Kind.NAME, "Event#<", ":");
    }

    static String named(String full) {
        return as(full, Ids.Kind.NAME, "<", ".");
    }

    private static String as(String full, Ids.Kind kind, String begin, String between) {
        return full.contains("<")
                ? full
                : Ids.of(full)
                        .filter(id -> id.kind() == kind)
                        .map(id -> begin + id.checksum() + between + id.rest() + ">")
                        .orElse(full);
    }
}
