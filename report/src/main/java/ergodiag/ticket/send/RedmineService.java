package ergodiag.ticket.send;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ticket.TicketFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Redmine, tried with 5.0.4: files are uploaded as {@code application/octet-stream} (all else is a 406), each gives a token that works once, and an issue
 * with its files is made whole or not at all.
 */
final class RedmineService implements Service {
    static final Pattern PROJECT = Pattern.compile("(.*)/projects/([A-Za-z0-9_-]+)(?:/issues(?:/new)?)?");
    static final String EXAMPLE = "https://redmine.example.com/projects/ops";

    private final Place place;
    private final Rest rest;

    RedmineService(Place place, String token, SSLContext tls) {
        this.place = place;
        this.rest = new Rest(
                place.base(),
                Map.of("X-Redmine-API-Key", token),
                new Refusal(
                        token,
                        "give the API key of your account's page with --send-token-file or ERGODIAG_SEND_TOKEN; an administrator"
                                + " switches the REST interface on under Settings, API."),
                tls);
    }

    @Override
    public void check() throws NotSent {
        rest.get("asking whose the token is", "/users/current.json");
        rest.get("looking for the project " + place.project(), "/projects/" + place.project() + ".json");
    }

    @Override
    public String upload(Ticket ticket, TicketFile file) throws NotSent {
        String doing = "uploading " + file.name();
        JsonNode answer = rest.post(
                doing,
                "/uploads.json?filename=" + Rest.encoded(file.name()),
                "application/octet-stream",
                Rest.file(ticket.path(file)));
        return Rest.known(answer.path("upload").path("token"), doing);
    }

    @Override
    public Optional<String> made(Ticket ticket, Map<String, String> uploads) throws NotSent {
        JsonNode newest = rest.get(
                "looking whether it is there already",
                "/projects/" + place.project() + "/issues.json?status_id=*&sort=id:desc&limit=100&description=~"
                        + ticket.mark());
        return StreamSupport.stream(newest.path("issues").spliterator(), false)
                .filter(issue -> issue.path("description").asString("").contains(ticket.mark()))
                .map(this::address)
                .findFirst();
    }

    @Override
    public String make(Ticket ticket, Map<String, String> uploads) throws NotSent {
        ObjectNode root = ForeignJson.mapper().createObjectNode();
        ObjectNode issue = root.putObject("issue")
                .put("project_id", place.project())
                .put("subject", ticket.title())
                .put("description", ticket.text());
        ArrayNode files = issue.putArray("uploads");
        for (TicketFile file : ticket.files()) {
            files.addObject()
                    .put("token", uploads.get(file.sha256()))
                    .put("filename", file.name())
                    .put("content_type", file.mediaType());
        }
        String doing = "making the ticket";
        JsonNode made = rest.post(doing, "/issues.json", root).path("issue");
        Rest.known(made.path("id"), doing);
        return address(made);
    }

    @Override
    public List<TicketFile> missing(Ticket ticket, String address) throws NotSent {
        String path = address.substring(place.base().toString().length());
        JsonNode attached = rest.get("looking at the ticket", path + ".json?include=attachments")
                .path("issue")
                .path("attachments");
        return ticket.files().stream()
                .filter(file -> StreamSupport.stream(attached.spliterator(), false)
                        .noneMatch(it -> it.path("filename").asString("").equals(file.name())
                                && it.path("filesize").asLong(-1) == file.bytes()))
                .toList();
    }

    private String address(JsonNode issue) {
        return place.base() + "/issues/" + issue.path("id").asLong(0);
    }
}
