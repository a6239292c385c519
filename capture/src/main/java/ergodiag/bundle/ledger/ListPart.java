package ergodiag.bundle.ledger;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a reply is of a list.
 *
 * @param list the list's name ("all", "mailbox", ...); "" when the reply is not a list in parts
 * @param number which part of the list's reading this reply is, from 1; 1 for a list that came in one reply
 * @param complete for the last part of a list's reading: whether all parts together are the whole list; empty where nothing says so
 * @param expected how many rows the node's own count promised
 * @param rows number of rows in this reply
 * @param limit the limit that was asked for
 * @param truncated whether the reply is known to be cut by its limit
 */
public record ListPart(
        String list,
        int number,
        Optional<Boolean> complete,
        OptionalLong expected,
        OptionalLong rows,
        OptionalLong limit,
        boolean truncated) {
    /** No list. */
    public static final ListPart NONE = of("", 1, OptionalLong.empty());

    /** A part that nothing is known of yet. */
    public static ListPart of(String list, int number, OptionalLong limit) {
        return new ListPart(list, number, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), limit, false);
    }

    /** Under another name. */
    public ListPart named(String other) {
        return new ListPart(other, number, complete, expected, rows, limit, truncated);
    }

    /** With its rows counted. */
    public ListPart counted(long counted, boolean cut) {
        return new ListPart(list, number, complete, expected, OptionalLong.of(counted), limit, cut);
    }

    /** With its rows unknown: the reply is not there any more. */
    public ListPart uncounted() {
        return new ListPart(list, number, complete, expected, OptionalLong.empty(), limit, truncated);
    }

    /** With a word on the whole list: whether it is complete, and how many rows it was to have. */
    public ListPart judged(boolean whole, OptionalLong promised) {
        return new ListPart(list, number, Optional.of(whole), promised, rows, limit, truncated || !whole);
    }
}
