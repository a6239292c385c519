package ergodiag.ergo;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of names in which a person looks for them: numbers inside count as numbers, so that node2 comes before node11, and a pid before later ones. */
public final class NaturalOrder implements Comparator<String> {
    /** The one there is. */
    public static final NaturalOrder OF_NAMES = new NaturalOrder();

    private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");

    private NaturalOrder() {}

    @Override
    public int compare(String one, String other) {
        Matcher left = PIECE.matcher(one);
        Matcher right = PIECE.matcher(other);
        boolean more = left.find();
        boolean others = right.find();
        while (more && others) {
            int order = pieces(left.group(), right.group());
            if (order != 0) {
                return order;
            }
            more = left.find();
            others = right.find();
        }
        // Where nothing is left of either they differ in zeros before a number, at most.
        return more == others ? one.compareTo(other) : more ? 1 : -1;
    }

    private static int pieces(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? new BigInteger(one).compareTo(new BigInteger(other))
                : one.compareTo(other);
    }

    private static boolean isNumber(String piece) {
        return piece.charAt(0) >= '0' && piece.charAt(0) <= '9';
    }
}
