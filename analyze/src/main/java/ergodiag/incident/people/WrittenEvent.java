package ergodiag.incident.people;

/**
 * An event as it is written, before its time is understood.
 *
 * @param line where it stands, from 1
 * @param date the day, where it stands apart from the time; "" otherwise
 * @param when its time; "" where that stands at the beginning of the text
 * @param what its text
 * @param where what it is about, as a rule a node; ""
 * @param who did it or says so; ""
 * @param until when it ended; ""
 * @param day a heading or line before it that has a day for it; ""
 */
record WrittenEvent(
        int line, String date, String when, String what, String where, String who, String until, String day) {
    /** One whose time stands at the beginning of its text. */
    static WrittenEvent opening(int line, String text, String day) {
        return new WrittenEvent(line, "", "", text, "", "", "", day);
    }

    /** All of it, for a person to find it again. */
    String whole() {
        return String.join(" ", date, when, where, what, who).strip().replaceAll("\\s+", " ");
    }
}
