package ergodiag.markup;

import java.util.List;

/** A part of a text for a tracker, above and below which a line is left free. */
public sealed interface Block {
    /** A heading of a part. */
    record Heading(String text) implements Block {}

    /** A paragraph. */
    record Paragraph(List<Span> line) implements Block {
        public Paragraph {
            line = List.copyOf(line);
        }
    }

    /** A list; what belongs to an entry is a list below it. */
    record Entries(boolean numbered, List<Entry> entries) implements Block {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /** Lines letter by letter, as a shell takes them. */
    record Listing(List<String> lines) implements Block {
        public Listing {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A picture that is attached to the ticket.
     *
     * @param file its name, of letters, digits, dots and dashes
     * @param says what is to be seen in it
     */
    record Picture(String file, String says) implements Block {}

    /** An entry of a list, and what is below it. */
    record Entry(List<Span> line, List<List<Span>> below) {
        public Entry {
            line = List.copyOf(line);
            below = below.stream().map(List::copyOf).toList();
        }

        /** An entry with nothing below it. */
        public Entry(Span... line) {
            this(List.of(line), List.of());
        }
    }
}
