package ergodiag.ticket.send;

import ergodiag.bundle.UserError;
import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.ticket.TicketFile;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Roundup, tried with 2.6.0: files and the text are things of their own, made one by one and then named by the issue. Nothing is taken without the headers that
 * a page of the tracker itself would send (400), and a message needs its author.
 */
final class RoundupService implements Service {
    /** The tracker, or a page of its issues. */
    static final Pattern TRACKER = Pattern.compile("(.*?)(?:/issue\\d*)?");

    static final String EXAMPLE = "https://roundup.example.com/ops/";

    private static final String DATA = "/rest/data/";

    private final Place place;
    private final String login;
    private final Rest rest;
    private String author = "";

    /** @param token login and password with a colon between */
    RoundupService(Place place, String token, SSLContext tls) {
        int colon = token.indexOf(':');
        if (colon < 1) {
            throw new UserError(
                    "Sending the ticket: Roundup takes a login and its password; write LOGIN:PASSWORD where the token is"
                            + " wanted.");
        }
        this.place = place;
        this.login = token.substring(0, colon);
        this.rest = new Rest(
                place.base(),
                Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.US_ASCII)),
                        "X-Requested-With",
                        "rest",
                        "Origin",
                        place.base().resolve("/").toString().replaceFirst("/$", ""),
                        "Referer",
                        place.base() + "/"),
                new Refusal(
                        token.substring(colon + 1),
                        "give LOGIN:PASSWORD of that tracker with --send-token-file or ERGODIAG_SEND_TOKEN."),
                tls);
    }

    @Override
    public void check() throws NotSent {
        String doing = "asking who " + login + " is";
        JsonNode users = rest.get(doing, DATA + "user?username:=" + Rest.encoded(login));
        author = Rest.known(users.path("data").path("collection").path(0).path("id"), doing);
    }

    @Override
    public String upload(Ticket ticket, TicketFile file) throws NotSent {
        String border = "ergodiag-" + file.sha256();
        BodyPublisher parts = BodyPublishers.concat(
                ascii("--" + border + "\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n" + file.name()
                        + "\r\n--" + border + "\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n"
                        + file.mediaType()
                        + "\r\n--" + border + "\r\nContent-Disposition: form-data; name=\"content\"; filename=\""
                        + file.name() + "\"\r\nContent-Type: " + file.mediaType() + "\r\n\r\n"),
                Rest.file(ticket.path(file)),
                ascii("\r\n--" + border + "--\r\n"));
        String doing = "uploading " + file.name();
        return id(rest.post(doing, DATA + "file", "multipart/form-data; boundary=" + border, parts), doing);
    }

    private static BodyPublisher ascii(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.US_ASCII);
    }

    @Override
    public Optional<String> uploadText(Ticket ticket) throws NotSent {
        String doing = "uploading the text";
        ObjectNode message = ForeignJson.mapper()
                .createObjectNode()
                .put("author", author)
                // now, by the tracker's clock
                .put("date", ".")
                .put("content", ticket.text());
        return Optional.of(id(rest.post(doing, DATA + "msg", message), doing));
    }

    /** Known by the files that it names: their numbers are nobody else's. */
    @Override
    public Optional<String> made(Ticket ticket, Map<String, String> uploads) throws NotSent {
        String ids = ticket.files().stream()
                .map(file -> uploads.getOrDefault(file.sha256(), ""))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.joining(","));
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        JsonNode found = rest.get("looking whether it is there already", DATA + "issue?files=" + ids)
                .path("data")
                .path("collection");
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(address(found.path(0).path("id").asString("")));
    }

    @Override
    public String make(Ticket ticket, Map<String, String> uploads) throws NotSent {
        ObjectNode issue = ForeignJson.mapper().createObjectNode().put("title", ticket.title());
        issue.putArray("messages").add(uploads.get(ticket.textSum()));
        ArrayNode files = issue.putArray("files");
        ticket.files().forEach(file -> files.add(uploads.get(file.sha256())));
        String doing = "making the ticket";
        return address(id(rest.post(doing, DATA + "issue", issue), doing));
    }

    @Override
    public List<TicketFile> missing(Ticket ticket, String address) throws NotSent {
        String doing = "looking at the ticket";
        String number = address.substring((place.base() + "/issue").length());
        Set<String> names = new HashSet<>();
        for (JsonNode file : rest.get(doing, DATA + "issue/" + number)
                .path("data")
                .path("attributes")
                .path("files")) {
            names.add(rest.get(doing, DATA + "file/" + file.path("id").asString(""))
                    .path("data")
                    .path("attributes")
                    .path("name")
                    .asString(""));
        }
        return ticket.files().stream()
                .filter(file -> !names.contains(file.name()))
                .toList();
    }

    private static String id(JsonNode answer, String doing) throws NotSent {
        return Rest.known(answer.path("data").path("id"), doing);
    }

    private String address(String id) {
        return place.base() + "/issue" + id;
    }
}
