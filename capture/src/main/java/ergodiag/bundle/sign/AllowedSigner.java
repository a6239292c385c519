package ergodiag.bundle.sign;

import ergodiag.bundle.ssh.MalformedSsh;
import ergodiag.bundle.ssh.SshKey;
import ergodiag.bundle.ssh.SshReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a list of signers.
 *
 * @param principals whose key it is, as it stands there
 * @param key the key
 * @param authority whether it is one that signs certificates, and not bundles
 * @param namespaces patterns of the purposes for which it may sign; empty for all
 * @param after the time before which it may not
 * @param before the time after which it may not
 */
record AllowedSigner(
        String principals,
        SshKey key,
        boolean authority,
        List<String> namespaces,
        Optional<Instant> after,
        Optional<Instant> before) {
    /** A word, or one in quotes, in which a backslash takes a quote in. */
    private static final Pattern PRINCIPALS = Pattern.compile("(?:\"([^\"]*)\"|([^\\s\"]\\S*))\\s+");

    private static final Pattern OPTION = Pattern.compile("([A-Za-z-]+)(?:=\"((?:[^\"\\\\]++|\\\\.)*+)\")?(,|\\s+)");
    private static final Set<String> OPTIONS = Set.of("cert-authority", "namespaces", "valid-after", "valid-before");
    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9@.-]+)\\s+([A-Za-z0-9+/]+=*)(?:\\s.*)?");
    private static final Pattern TIME = Pattern.compile("(\\d{8})(\\d{4})?(\\d{2})?(Z|UTC)?");

    AllowedSigner {
        namespaces = List.copyOf(namespaces);
    }

    static AllowedSigner of(String line) throws MalformedSsh {
        Matcher principals = PRINCIPALS.matcher(line);
        if (!principals.lookingAt()) {
            throw new MalformedSsh("it names nobody");
        }
        String names = principals.group(1) == null ? principals.group(2) : principals.group(1);
        String rest = line.substring(principals.end());
        Optional<SshKey> alone = key(rest);
        if (alone.isPresent()) {
            return new AllowedSigner(names, alone.get(), false, List.of(), Optional.empty(), Optional.empty());
        }
        return withOptions(names, rest);
    }

    private static AllowedSigner withOptions(String names, String rest) throws MalformedSsh {
        Map<String, String> options = new HashMap<>();
        Matcher option = OPTION.matcher(rest);
        boolean more = true;
        while (more) {
            if (!option.lookingAt() || !OPTIONS.contains(option.group(1).toLowerCase(Locale.ROOT))) {
                throw new MalformedSsh("it has an option that is not known, or no key");
            }
            String value = option.group(2) == null ? "" : option.group(2).replaceAll("\\\\(.)", "$1");
            if (options.put(option.group(1).toLowerCase(Locale.ROOT), value) != null) {
                throw new MalformedSsh("it has an option twice");
            }
            more = option.group(3).equals(",");
            option.region(option.end(), rest.length());
        }
        SshKey key = key(rest.substring(option.regionStart()))
                .orElseThrow(() -> new MalformedSsh("no key stands where it should"));
        String namespaces = options.getOrDefault("namespaces", "");
        return new AllowedSigner(
                names,
                key,
                options.containsKey("cert-authority"),
                options.containsKey("namespaces") ? List.of(namespaces.split(",")) : List.of(),
                time(options, "valid-after"),
                time(options, "valid-before"));
    }

    /** The key that stands there; empty when something else does. */
    private static Optional<SshKey> key(String text) throws MalformedSsh {
        Matcher key = KEY.matcher(text);
        if (!key.matches()) {
            return Optional.empty();
        }
        SshKey read = SshKey.of(SshReader.base64(key.group(2)));
        if (!read.type().equals(key.group(1))) {
            throw new MalformedSsh("its key is of another kind than it says");
        }
        return Optional.of(read);
    }

    /** {@code YYYYMMDD[HHMM[SS]][Z]}; in the zone of this machine, like ssh-keygen, where no Z says that it is UTC. */
    private static Optional<Instant> time(Map<String, String> options, String option) throws MalformedSsh {
        String text = options.get(option);
        if (text == null) {
            return Optional.empty();
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches() || time.group(2) == null && time.group(3) != null) {
            throw new MalformedSsh("'" + text + "' is no time YYYYMMDD[HHMM[SS]][Z]");
        }
        String clock =
                (time.group(2) == null ? "0000" : time.group(2)) + (time.group(3) == null ? "00" : time.group(3));
        try {
            return Optional.of(LocalDateTime.parse(
                            time.group(1) + clock, DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT))
                    .atZone(time.group(4) == null ? ZoneId.systemDefault() : ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException e) {
            throw new MalformedSsh("'" + text + "' is no time there is", e);
        }
    }

    /** Why its key may not sign a bundle at that time; empty when it may. */
    Optional<String> refusal(Instant now) {
        if (!namespaces.isEmpty() && !matches(Signed.PURPOSE, namespaces)) {
            return Optional.of("the key of " + principals + " may sign for other purposes only");
        }
        if (after.isPresent() && now.isBefore(after.get())) {
            return Optional.of("the key of " + principals + " may sign after " + after.get() + " only");
        }
        return before.filter(now::isAfter)
                .map(last -> "the key of " + principals + " could sign until " + last + " only");
    }

    /** OpenSSH's lists of patterns: {@code *} and {@code ?}; one with {@code !} before it takes away what the others give. */
    private static boolean matches(String text, List<String> patterns) {
        boolean some = false;
        for (String pattern : patterns) {
            boolean not = pattern.startsWith("!");
            if (isLike(text, not ? pattern.substring(1) : pattern)) {
                if (not) {
                    return false;
                }
                some = true;
            }
        }
        return some;
    }

    private static boolean isLike(String text, String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.chars()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return text.matches(regex.toString());
    }
}
