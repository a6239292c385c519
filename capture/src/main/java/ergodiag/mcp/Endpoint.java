package ergodiag.mcp;

import ergodiag.bundle.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where to ask and with which credentials.
 *
 * @param url the address, without user and password
 * @param pathless whether it was typed without a path: then the path is the usual one, and others may be tried
 * @param authorization value of the Authorization header
 * @param tls whom to trust, for an https address
 * @param secrets parts of the address as it was typed that may be secrets
 */
public record Endpoint(URI url, boolean pathless, Optional<String> authorization, Tls tls, List<String> secrets) {
    private static final String USUAL = "/mcp";
    private static final String MCP = "an MCP endpoint: that of Ergo 3.3's Observer, such as"
            + " http://localhost:9911/mcp, or that of a node's MCP application, such as http://localhost:9922/mcp";
    private static final String METRICS = "the address of the metrics, such as http://localhost:9090/metrics";

    /** A part of a path that is made of words, each with a number behind it or not: nobody takes that for a password. */
    private static final Pattern WORDS =
            Pattern.compile("[A-Za-z]{0,19}\\d{0,4}(?:[-_.~ ][A-Za-z]{0,19}\\d{0,4}){0,40}");

    private static final int SHORTEST_SECRET = 8;

    /** What a Prometheus server is asked for: names of metrics, which are no secret. */
    private static final List<String> SELECTORS = List.of("match[]=", "match%5B%5D=");

    /**
     * Reads an address as a user types it. User and password in it become basic authentication, unless there is a token.
     *
     * @throws UserError when it is not an http or https address, or the token is none that can be sent
     */
    public static Endpoint of(String address, Optional<String> token) {
        return of(address, token, Tls.usual());
    }

    /** The same, with own trust or an own key. */
    public static Endpoint of(String address, Optional<String> token, Tls tls) {
        return of(address, USUAL, MCP, token, tls);
    }

    /**
     * Reads the address of a page of metrics as a user types it. User and password in it become basic authentication; nothing that was given for
     * MCP endpoints goes there.
     *
     * @throws UserError when it is not an http or https address
     */
    public static Endpoint ofMetrics(String address) {
        return of(address, "/metrics", METRICS, Optional.empty(), Tls.usual());
    }

    private static Endpoint of(String address, String usualPath, String wanted, Optional<String> token, Tls tls) {
        URI typed;
        try {
            typed = new URI(address.strip());
        } catch (URISyntaxException e) {
            throw notAnAddress("it is not a valid address", wanted);
        }
        String scheme = typed.getScheme() == null ? "" : typed.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw notAnAddress("it has to start with http:// or https://", wanted);
        }
        if (typed.getHost() == null || typed.getPort() > 65535) {
            throw notAnAddress("host or port cannot be read from it", wanted);
        }
        if (typed.getPort() == 0) {
            throw notAnAddress("there is no port 0 to connect to", wanted);
        }
        Optional<String> basic = Optional.ofNullable(typed.getUserInfo())
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        return new Endpoint(
                plain(typed, scheme, usualPath, wanted),
                isBare(typed),
                token.map(Endpoint::bearer).or(() -> basic),
                tls,
                secrets(typed));
    }

    /** Of user and password the latter, of the path what is no word. Those of the query may change with the path and are told by the address. */
    private static List<String> secrets(URI typed) {
        Set<String> secrets = new LinkedHashSet<>();
        for (String user : given(typed.getRawUserInfo(), typed.getUserInfo())) {
            secrets.add(user.substring(user.indexOf(':') + 1));
        }
        for (String part : given(typed.getRawPath()).stream()
                .flatMap(path -> Stream.of(path.split("/")))
                .toList()) {
            String meant = URI.create("/" + part).getPath().substring(1);
            if (maybeSecret(meant)) {
                secrets.addAll(List.of(part, meant));
            }
        }
        secrets.remove("");
        return List.copyOf(secrets);
    }

    private static boolean maybeSecret(String part) {
        return part.length() >= SHORTEST_SECRET && !WORDS.matcher(part).matches();
    }

    private static List<String> given(@Nullable String... values) {
        List<String> given = new ArrayList<>();
        for (String value : values) {
            if (value != null) {
                given.add(value);
            }
        }
        return given;
    }

    /** The same endpoint, asked with a token. */
    public Endpoint with(String token) {
        return new Endpoint(url, pathless, Optional.of(bearer(token)), tls, secrets);
    }

    /** The path that is asked, as it is sent. */
    public String path() {
        return url.getRawPath();
    }

    /** The same endpoint at another path of the same server. */
    public Endpoint withPath(String path) {
        return new Endpoint(
                address(url, url.getScheme(), path, url.getRawQuery(), MCP), pathless, authorization, tls, secrets);
    }

    /** Another path of the same server, for a question without credentials. */
    URI at(String path) {
        return address(url, url.getScheme(), path, null, MCP);
    }

    /** A token as it was given, without the byte order mark of the file and white space around it. */
    public static String token(String given) {
        return given.replace("\uFEFF", "").strip();
    }

    /** The client sends headers as ASCII and would put a question mark for anything else: another token than the one that was given. */
    private static String bearer(String given) {
        String token = token(given);
        if (!token.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            boolean control = token.chars().anyMatch(Character::isISOControl);
            throw new UserError(
                    "Reading the token: it holds "
                            + (control ? "a line break or another control character" : "a character that is not ASCII")
                            + ", which cannot be sent in a header; "
                            + (control
                                    ? "put it on one line, in a file of plain text (UTF-8)."
                                    : "check for a copied letter that only looks right, or give the node a token of ASCII letters and digits."));
        }
        return "Bearer " + token;
    }

    /** Whether TLS comes before HTTP. */
    public boolean secure() {
        return url.getScheme().equals("https");
    }

    /** Host and port, for people. */
    String place() {
        return url.getHost() + ":" + port();
    }

    /** What must not be seen anywhere: token, or user and password as they are sent and as they were typed, and values in the address. */
    public List<String> credentials() {
        List<String> all = new ArrayList<>();
        authorization.ifPresent(value -> {
            String sent = value.substring(value.indexOf(' ') + 1);
            all.add(sent);
            if (value.startsWith("Basic ")) {
                String typed = new String(Base64.getDecoder().decode(sent), StandardCharsets.UTF_8);
                all.add(typed.substring(typed.indexOf(':') + 1));
            }
        });
        all.addAll(secrets);
        for (String query : given(url.getRawQuery(), url.getQuery())) {
            for (String pair : query.split("&")) {
                if (!isSelector(pair)) {
                    all.add(pair.substring(pair.indexOf('=') + 1));
                }
            }
        }
        return all.stream().filter(value -> !value.isEmpty()).distinct().toList();
    }

    private static boolean isSelector(String pair) {
        return SELECTORS.stream().anyMatch(selector -> pair.regionMatches(true, 0, selector, 0, selector.length()));
    }

    /** The port that is connected to. */
    public int port() {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return secure() ? 443 : 80;
    }

    private static boolean isBare(URI typed) {
        String path = typed.getPath();
        return path == null || path.isEmpty() || path.equals("/");
    }

    private static URI plain(URI typed, String scheme, String usualPath, String wanted) {
        return address(typed, scheme, isBare(typed) ? usualPath : typed.getRawPath(), typed.getRawQuery(), wanted);
    }

    /** Path and query go as they were written: what is decoded and encoded again may become another one. */
    private static URI address(URI server, String scheme, String path, @Nullable String query, String wanted) {
        String port = server.getPort() < 0 ? "" : ":" + server.getPort();
        try {
            return new URI(new URI(scheme + "://" + server.getHost() + port + path + (query == null ? "" : "?" + query))
                    .toASCIIString());
        } catch (URISyntaxException e) {
            throw notAnAddress("it is not a valid address", wanted);
        }
    }

    private static UserError notAnAddress(String why, String wanted) {
        return new UserError("Reading the URL: " + why + "; give " + wanted + ".");
    }

    /** The address without what follows a question mark, which may be a token, and without what in its path may be one. */
    @Override
    public String toString() {
        String whole = url.toString();
        int query = whole.indexOf('?');
        String shown = query < 0 ? whole : whole.substring(0, query);
        for (String part : url.getRawPath().split("/")) {
            if (secrets.contains(part)) {
                shown = shown.replace("/" + part, "/...");
            }
        }
        return query < 0 ? shown : shown + "?...";
    }
}
