package ergodiag.markup;

import java.util.List;

/** Writes a text in what a tracker takes. */
public interface Markup {
    /**
     * The whole text, ending with a line break. What a reader sees of each span is its text, character by character.
     *
     * @param blocks from top to bottom
     */
    String write(List<Block> blocks);

    /** The end of the file's name, without a dot. */
    String extension();
}
