package ergodiag.ticket.send;

import ergodiag.bundle.UserError;
import ergodiag.bundle.WorldError;
import ergodiag.bundle.foreign.ForeignJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far the sending of a ticket came: the file {@code sent.json} in its folder, written anew after each step.
 *
 * @param place where it is sent to
 * @param uploads what is there already: the sum of the file, and the tracker's name for it
 * @param ticket the address of the ticket, once it is made
 */
record SentSoFar(String place, Map<String, String> uploads, Optional<String> ticket) {
    private static final String FORMAT = "ergodiag.sent/1";
    private static final int LONGEST = 1 << 20;

    SentSoFar {
        uploads = Map.copyOf(uploads);
    }

    /**
     * What the folder says; nothing sent where it says nothing.
     *
     * @throws UserError when it was, in part or whole, sent to another place
     */
    static SentSoFar read(Path folder, String place) {
        Path file = file(folder);
        try {
            JsonNode root = ForeignJson.mapper().readTree(start(file));
            String before = root.path("place").asString("");
            if (!root.path("format").asString("").equals(FORMAT) || !before.equals(place)) {
                throw new UserError("Sending the ticket in " + folder + ": its sent.json tells of "
                        + (before.isEmpty() ? "something else" : before) + ", not of " + place
                        + "; give that address, or write the ticket anew with another --out.");
            }
            Map<String, String> uploads = new TreeMap<>();
            root.path("uploads").forEachEntry((sum, name) -> uploads.put(sum, name.asString("")));
            return new SentSoFar(
                    place,
                    uploads,
                    Optional.of(root.path("ticket").asString("")).filter(address -> !address.isEmpty()));
        } catch (NoSuchFileException e) {
            return new SentSoFar(place, Map.of(), Optional.empty());
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "Sending the ticket: " + file + " cannot be read (" + WorldError.reason(e)
                            + "); look whether the ticket is there already, then remove the file.",
                    e);
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST);
        }
    }

    SentSoFar with(String sum, String name) {
        Map<String, String> more = new TreeMap<>(uploads);
        more.put(sum, name);
        return new SentSoFar(place, more, ticket);
    }

    SentSoFar withoutUploads() {
        return new SentSoFar(place, Map.of(), ticket);
    }

    SentSoFar with(String address) {
        return new SentSoFar(place, uploads, Optional.of(address));
    }

    /** Writes it so that a kill leaves the old or the new one. */
    SentSoFar kept(Path folder) {
        ObjectNode root = ForeignJson.mapper().createObjectNode();
        root.put("format", FORMAT).put("place", place).put("ticket", ticket.orElse(""));
        ObjectNode names = root.putObject("uploads");
        new TreeMap<>(uploads).forEach(names::put);
        Path file = file(folder);
        try {
            Path made = folder.resolve("sent.json.part");
            Files.write(
                    made, ForeignJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new WorldError(
                    "Writing " + file + ": " + e
                            + "; check that the folder can be written to, then give the same command.",
                    e);
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("sent.json");
    }
}
