package ergodiag.findings;

/**
 * What a finding says, for people to read. Nothing is decided by it: it may be reworded, and holds names that anybody may have chosen.
 *
 * @param title the first clause of the sentence, which titles a chart that shows the finding; "" where none does
 * @param sentence what was found, as one sentence that names node and subject
 * @param headline what it means in plain words, as its page in the catalogue has it; "" where it has no page
 * @param advice what to do, as its page in the catalogue has it; "" where it has no page
 * @param wouldChange what other reading would have changed the verdict
 * @param nextCapture the command that would show more; "" where nothing would
 */
public record Prose(
        String title, String sentence, String headline, String advice, String wouldChange, String nextCapture) {

    /** Nothing but what was found. */
    public static Prose of(String sentence) {
        return new Prose("", sentence, "", "", "", "");
    }

    /** Its plain words; what a newer version found, or an older one wrote down, may have none. */
    public String plainly() {
        return headline.isEmpty() ? sentence : headline;
    }

    /** The same with what the catalogue says. */
    Prose explained(String plain, String whatToDo) {
        return new Prose(title, sentence, plain, whatToDo, wouldChange, nextCapture);
    }

    /** The same with one more sentence behind what was found. */
    Prose adding(String told) {
        return new Prose(title, sentence + " " + told, headline, advice, wouldChange, nextCapture);
    }
}
