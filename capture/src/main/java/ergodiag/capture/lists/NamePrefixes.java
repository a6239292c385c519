package ergodiag.capture.lists;

import java.util.Set;
import java.util.TreeSet;

/** How a group of names is split by longer beginnings, when only some of the names are known. */
final class NamePrefixes {
    private NamePrefixes() {}

    /**
     * What the names may go on with after what they have in common: the letters seen, and every digit when one was seen.
     *
     * @param names those known, all of which begin so
     * @param digits whether to believe that digits they have in common are common to all: those known may be neighbours by number
     * @return beginnings to ask for; empty when the names known go no further
     */
    static Set<String> longer(Set<String> names, String begin, boolean digits) {
        String common = common(names, begin, digits);
        Set<String> beginnings = new TreeSet<>();
        boolean numbered = false;
        for (String name : names) {
            if (name.length() > common.length()) {
                int letter = name.codePointAt(common.length());
                numbered |= letter >= '0' && letter <= '9';
                beginnings.add(common + Character.toString(letter));
            }
        }
        for (char digit = '0'; numbered && digit <= '9'; digit++) {
            beginnings.add(common + digit);
        }
        return beginnings;
    }

    /** The longest common beginning of several names, at most up to the first digit that follows; that of one name says nothing. */
    private static String common(Set<String> names, String begin, boolean digits) {
        if (names.size() < 2) {
            return begin;
        }
        String common = names.iterator().next();
        for (String name : names) {
            while (!name.startsWith(common)) {
                common = common.substring(0, common.offsetByCodePoints(common.length(), -1));
            }
        }
        int end = begin.length();
        while (end < common.length() && (digits || !Character.isDigit(common.charAt(end)))) {
            end++;
        }
        return common.length() < begin.length() ? begin : common.substring(0, end);
    }
}
