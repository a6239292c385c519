package ergodiag.redact;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The secrets met so far, by keyed fingerprints: none is kept in clear, and there is no largest number of them. A text is looked through once,
 * however many are known. A place is only looked at further when the first six characters there begin some secret, then the first eight,
 * sixteen, thirty-two ... do.
 */
final class KnownSecrets {
    /** Shorter ones are not looked for. */
    static final int SHORTEST = 6;

    /** How a secret is looked for. */
    enum Sought {
        /** Not at all: it is known, to tell whether a name equals it. */
        NOWHERE,
        /** Where it stands by itself: it may well be a piece of an ordinary word or number. */
        BY_ITSELF,
        /** Wherever it stands: it cannot stand there by chance. */
        ANYWHERE,
        /** Where it stands by itself, and even where it is a name: it is ours. */
        FORBIDDEN
    }

    private static final long KNOWN = 1;
    private static final long BY_ITSELF = 2;
    private static final long ANYWHERE = 4;
    private static final long NAME = 8;
    private static final long FORBIDDEN = 16;

    private final KeyedFingerprint fingerprint = new KeyedFingerprint(SHORTEST);
    private final FingerprintTable table = new FingerprintTable();
    private final AtomicInteger sought = new AtomicInteger();
    private final AtomicInteger namesThatAreSecrets = new AtomicInteger();

    /** From now on the value is known to be a secret. */
    void add(String value, Sought how) {
        long bits = KNOWN
                | switch (how) {
                    case NOWHERE -> 0;
                    case BY_ITSELF -> BY_ITSELF;
                    case ANYWHERE -> BY_ITSELF | ANYWHERE;
                    case FORBIDDEN -> BY_ITSELF | FORBIDDEN;
                };
        long before = table.get(whole(fingerprint.of(value)));
        if ((before & bits) == bits) {
            return;
        }
        if (how != Sought.NOWHERE && value.length() >= SHORTEST) {
            begins(value);
        }
        before = table.add(whole(fingerprint.of(value)), bits);
        count(before, before | bits);
    }

    /** From now on the value is a name, and stays although it is a secret elsewhere. */
    void name(String value) {
        long key = whole(fingerprint.of(value));
        if ((table.get(key) & NAME) == 0) {
            long before = table.add(key, NAME);
            count(before, before | NAME);
        }
    }

    private void count(long before, long after) {
        if ((after & (BY_ITSELF | ANYWHERE)) != (before & (BY_ITSELF | ANYWHERE))) {
            sought.incrementAndGet();
        }
        long both = KNOWN | NAME;
        if ((after & both) == both && (before & both) != both) {
            namesThatAreSecrets.incrementAndGet();
        }
    }

    private void begins(String value) {
        long print = KeyedFingerprint.EMPTY;
        for (int i = 0; i < value.length(); i++) {
            print = fingerprint.and(print, value.charAt(i));
            if (isStep(i + 1)) {
                table.add(begin(print), 1);
            }
        }
    }

    private static boolean isStep(int length) {
        return length == SHORTEST || length > SHORTEST && Integer.bitCount(length) == 1;
    }

    /** Grows with everything that is learnt: a text that was harmless before may not be any more. */
    int version() {
        return sought.get();
    }

    /** How many names equal a secret. */
    int namesThatAreSecrets() {
        return namesThatAreSecrets.get();
    }

    /** Whether the whole value is a secret that is looked for, and no name. */
    boolean knows(String value) {
        return value.length() >= SHORTEST && isSought(table.get(whole(fingerprint.of(value))));
    }

    /** Whether the whole value is a secret of ours. */
    boolean forbids(String value) {
        return (table.get(whole(fingerprint.of(value))) & FORBIDDEN) != 0;
    }

    private static boolean isSought(long bits) {
        return (bits & BY_ITSELF) != 0 && (bits & NAME) == 0;
    }

    /**
     * Replaces every secret that is looked for; of several that begin at one place the longest.
     *
     * @param telling only those that cannot stand there by chance
     * @return the same object when there is none
     */
    String replaced(String text, boolean telling, UnaryOperator<String> mark) {
        if (sought.get() == 0 || text.length() < SHORTEST) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int done = 0;
        int from = 0;
        long window = KeyedFingerprint.EMPTY;
        for (int i = 0; i < SHORTEST; i++) {
            window = fingerprint.and(window, text.charAt(i));
        }
        for (int at = 0; ; at++) {
            if (text.charAt(at) == '[' && text.startsWith(Secrets.MARK, at)) {
                // in what stands for a secret none is looked for
                from = Math.max(from, text.indexOf(']', at) + 1);
            }
            if (at >= from && table.get(begin(window)) != 0) {
                int end = end(text, at, telling);
                if (end > at) {
                    out.append(text, done, at).append(mark.apply(text.substring(at, end)));
                    done = end;
                    from = end;
                }
            }
            if (at + SHORTEST >= text.length()) {
                break;
            }
            window = fingerprint.slide(window, text.charAt(at), text.charAt(at + SHORTEST));
        }
        return done == 0 ? text : out.append(text, done, text.length()).toString();
    }

    /** Where the longest secret that begins at this place ends; the place itself when none does. */
    private int end(String text, int at, boolean telling) {
        boolean stands = TokenBorder.at(text, at);
        int end = at;
        long print = KeyedFingerprint.EMPTY;
        for (int i = at; i < text.length(); i++) {
            print = fingerprint.and(print, text.charAt(i));
            int length = i + 1 - at;
            if (length >= SHORTEST) {
                long bits = table.get(whole(print));
                boolean anywhere = (bits & ANYWHERE) != 0;
                if (isSought(bits) && (anywhere || !telling && stands && TokenBorder.at(text, i + 1))) {
                    end = i + 1;
                }
                if (isStep(length) && table.get(begin(print)) == 0) {
                    break;
                }
            }
        }
        return end;
    }

    private static long whole(long print) {
        return print << 1;
    }

    private static long begin(long print) {
        return print << 1 | 1;
    }
}
