package ergodiag.ticket.send;

import ergodiag.bundle.foreign.ForeignJson;
import ergodiag.bundle.foreign.ForeignText;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an answer that is none means, in one sentence: what was done, what the server said, what to do.
 *
 * @param token never told, also where the server says it
 * @param unauthorized what to do where the token is not taken
 */
record Refusal(String token, String unauthorized) {
    private static final int MOST_SAID = 300;
    private static final String AGAIN = "the same command goes on where this one ended, and sends nothing twice.";

    NotSent of(String doing, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status / 100 == 3) {
            String to = answer.headers().firstValue("Location").orElse("an address that it does not name");
            return new NotSent(
                    status,
                    sentence(
                                    doing,
                                    "the server points to " + quoted(to)
                                            + ", which is not followed since the token would travel")
                            + "give that address with --send if it is the right one.",
                    null);
        }
        String said = said(answer.body());
        return new NotSent(
                status,
                sentence(doing, "the server answered " + status + (said.isEmpty() ? "" : ", " + said))
                        + advice(status, answer),
                null);
    }

    NotSent silent(String doing, String what, Throwable cause) {
        return new NotSent(0, sentence(doing, quoted(what)) + AGAIN, cause);
    }

    private static String sentence(String doing, String what) {
        return "Sending the ticket, " + doing + ": " + what + "; ";
    }

    private String advice(int status, HttpResponse<byte[]> answer) {
        return switch (status) {
            case 401 -> unauthorized;
            case 403 ->
                "whoever the token belongs to may not do this: have the right to add tickets and files given to them.";
            case 404 -> "check the address and the project, and whether whoever the token belongs to may see it.";
            case 413 ->
                "have more allowed there, or write the ticket anew with a smaller --max-size and another --out.";
            case 422 ->
                "have that allowed or changed there, or file the ticket by hand: everything for it is in the folder.";
            case 429 ->
                "it was asked too often: wait"
                        + answer.headers()
                                .firstValue("Retry-After")
                                .filter(seconds -> seconds.matches("\\d{1,6}"))
                                .map(seconds -> " " + seconds + " s")
                                .orElse(" a while")
                        + "; then " + AGAIN;
            default ->
                status >= 500
                        ? "when the server is well again, " + AGAIN
                        : "check that the address is that of the tracker.";
        };
    }

    /** The errors that the answer lists, else its text without what looks like tags. */
    private String said(byte[] body) {
        List<String> errors = new ArrayList<>();
        try {
            JsonNode root = ForeignJson.mapper().readTree(body);
            for (JsonNode error : root.path("errors")) {
                errors.add(error.asString(""));
            }
            errors.add(root.path("error").path("msg").asString(""));
            errors.add(root.path("message").asString(""));
            errors.removeIf(String::isBlank);
        } catch (JacksonException e) {
            String page = new String(body, StandardCharsets.UTF_8);
            errors.add(page.replaceAll("(?s)<(style|script)\\b.{0,20000}?</\\1>|<[^>]{0,500}>", " "));
        }
        String all = quoted(String.join("; ", errors));
        return all.isEmpty() ? "" : "'" + all + "'";
    }

    /** On one line, not too long, and without the token. */
    private String quoted(String foreign) {
        String line = ForeignText.shown(
                        ForeignText.whole(foreign).replace(token, "...").replaceAll("\\s+", " "))
                .strip();
        return line.length() <= MOST_SAID ? line : ForeignText.whole(line.substring(0, MOST_SAID)) + "...";
    }
}
