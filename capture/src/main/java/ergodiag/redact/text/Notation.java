package ergodiag.redact.text;

/** One way in which programs write secrets. */
interface Notation {
    /**
     * Adds the secrets of this dialect. The work grows with the text and no faster.
     *
     * @param text one line, of any length
     * @param words what its words say: where they say nothing, many a dialect need not look
     */
    void find(String text, LineWords words, Found found);
}
