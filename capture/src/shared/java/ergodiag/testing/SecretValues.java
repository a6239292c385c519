package ergodiag.testing;

import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Made-up values of a kind: {@code pw} (letters and digits with two of the characters that follow a colon), {@code tok} (forty letters and
 * digits), {@code alnumN}, {@code upperN}, {@code digitsN} and {@code hexN} (N characters), {@code b32xN} (N characters of base32), {@code b64},
 * {@code b64xN} and {@code b64urlxN} (N random bytes), {@code bytes} and {@code bytes0x} (sixteen of them as Go prints a slice), {@code uuid},
 * {@code user} and {@code host}.
 */
final class SecretValues {
    private static final String UNLIKE_EACH_OTHER = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final String DIGITS = "0123456789";
    private static final String SPECIAL = "!#$%*+-.:?@^_~";
    private static final Pattern KIND =
            Pattern.compile("(pw|tok|alnum|upper|digits|hex|b32x|b64urlx|b64x|b64|bytes0x|bytes|uuid|user|host)(\\d*)");
    private static final String[] USERS = {"svc_orders", "app", "bob", "report-ro"};
    private static final String[] HOSTS = {"db7.internal", "10.20.30.41", "mq.local"};

    private final Random random;

    SecretValues(Random random) {
        this.random = random;
    }

    /** One value; the kind of a password may name its special characters: {@code pw:&=}. */
    String of(String kind) {
        int colon = kind.indexOf(':');
        Matcher parts = KIND.matcher(colon < 0 ? kind : kind.substring(0, colon));
        if (!parts.matches()) {
            throw new IllegalArgumentException("Making up a value: no kind " + kind);
        }
        int length = parts.group(2).isEmpty() ? 0 : Integer.parseInt(parts.group(2));
        return switch (parts.group(1)) {
            case "pw" -> password(colon < 0 ? SPECIAL : kind.substring(colon + 1));
            case "tok" -> characters(40, UNLIKE_EACH_OTHER);
            case "alnum" -> characters(length, UNLIKE_EACH_OTHER);
            case "upper", "b32x" -> characters(length, UPPER);
            case "digits" -> characters(length, DIGITS);
            case "hex" -> characters(length, "0123456789abcdef");
            case "b64" -> Base64.getEncoder().encodeToString(bytes(24));
            case "b64x" -> Base64.getEncoder().encodeToString(bytes(length));
            case "b64urlx" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(length));
            case "bytes" -> sixteen("%d", " ");
            case "bytes0x" -> sixteen("0x%x", ", ");
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "user" -> USERS[random.nextInt(USERS.length)];
            case "host" -> HOSTS[random.nextInt(HOSTS.length)];
            default -> throw new IllegalStateException(kind);
        };
    }

    /** Its middle holds two of the special characters, or the only one. */
    private String password(String special) {
        StringBuilder rest = new StringBuilder(special);
        StringBuilder middle = new StringBuilder();
        for (int i = Math.min(2, rest.length()); i > 0; i--) {
            int at = random.nextInt(rest.length());
            middle.append(rest.charAt(at));
            rest.deleteCharAt(at);
        }
        return characters(5, UNLIKE_EACH_OTHER) + middle + characters(6, UNLIKE_EACH_OTHER);
    }

    private String characters(int count, String of) {
        return random.ints(count, 0, of.length())
                .mapToObj(i -> of.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String sixteen(String format, String between) {
        return IntStream.range(0, 16)
                .mapToObj(i -> String.format(Locale.ROOT, format, random.nextInt(256)))
                .collect(Collectors.joining(between));
    }
}
