package ergodiag.redact.text;

import java.util.Locale;
import java.util.Set;

/**
 * Long strings whose letters and digits look drawn, wherever they stand. Not those that are called an id, a hash, a trace; not hexadecimal
 * numbers, UUIDs and PIDs, which are names of things everywhere.
 */
final class RandomText implements Notation {
    private static final int SHORTEST = 20;

    /** Longer runs are data: they are looked at by their beginning. */
    private static final int LONGEST_LOOK = 4_000;

    /** Between two slashes of Base64 stand more characters, on the average. */
    private static final int LONGEST_SECTION = 16;

    /** The name of a sum before it: {@code sha384-}. */
    private static final int LONGEST_SUM = 8;

    /** A word before it that says that it is a name or a sum of something. */
    private static final Set<String> INNOCENT = KeyWords.words(
            "id ids uuid guid ulid ksuid request requestid trace traceid span spanid hash sha sha1 sha224 sha256 sha384 sha512 md5"
                    + " blake2b digest checksum sum etag commit rev revision build buildid fingerprint ref txid tx txn"
                    + " transaction block image version kid public pubkey publickey certificate cert serial correlation"
                    + " correlationid cid integrity crc h1 tag layer manifest object oid rid msgid message messageid"
                    + " goroutine nonce opaque cursor partition topic node address addr rsa ed25519 dss sk host hostkey known");

    @Override
    public void find(String text, LineWords words, Found found) {
        if (!words.run()) {
            return;
        }
        Runs.each(text, RandomText::isPart, (at, end) -> {
            int from = Runs.afterEscape(text, at, end);
            if (end - from >= SHORTEST) {
                run(text, from, end, found);
            }
            return end;
        });
    }

    private static boolean isPart(char c) {
        return Runs.alphanumeric(c) || c == '_' || c == '-' || c == '+' || c == '/' || c == '~';
    }

    /** Sections of a path are looked at one by one; but the slash is also a sign of Base64, of which all goes. */
    private static void run(String text, int from, int to, Found found) {
        String beginning = text.substring(from, Math.min(to, from + LONGEST_LOOK));
        boolean path = beginning.startsWith("/") || from > 0 && ":.".indexOf(text.charAt(from - 1)) >= 0;
        if (!path && fewSlashes(beginning)) {
            piece(text, from, to, found);
            return;
        }
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || text.charAt(i) == '/') {
                piece(text, start, i, found);
                start = i + 1;
            }
        }
    }

    private static boolean fewSlashes(String beginning) {
        return beginning.chars().filter(c -> c == '/').count() * LONGEST_SECTION <= beginning.length();
    }

    private static void piece(String text, int from, int to, Found found) {
        String piece = text.substring(from, Math.min(to, from + LONGEST_LOOK));
        boolean sum = piece.startsWith("sha") && piece.indexOf('-') > 0 && piece.indexOf('-') < LONGEST_SUM;
        if (to - from >= SHORTEST && !sum && Values.random(piece) && !innocent(text, from)) {
            found.add(from, Runs.afterPadding(text, to), SecretKind.RANDOM);
        }
    }

    /** Whether one of the two words before it says that it is no secret. */
    private static boolean innocent(String text, int from) {
        int at = from;
        for (int words = 0; words < 2; words++) {
            while (at > 0 && !Character.isLetterOrDigit(text.charAt(at - 1))) {
                at--;
            }
            int end = at;
            while (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1)) && end - at < 40) {
                at--;
            }
            String word = text.substring(at, end);
            String lower = word.toLowerCase(Locale.ROOT);
            if (INNOCENT.contains(lower) || word.endsWith("ID") || word.endsWith("Id") || lower.endsWith("hash")) {
                return true;
            }
            if (KeyWords.of(lower).atLeast(Strength.LIKELY)) {
                return false;
            }
        }
        return false;
    }
}
