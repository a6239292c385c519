package ergodiag.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A markup that is text in lines: blocks with a free line between them. */
abstract class LineMarkup implements Markup {
    private final String extension;

    LineMarkup(String extension) {
        this.extension = extension;
    }

    @Override
    public final String extension() {
        return extension;
    }

    @Override
    public final String write(List<Block> blocks) {
        return blocks.stream().map(this::block).collect(Collectors.joining("\n\n", "", "\n"));
    }

    private String block(Block block) {
        if (block instanceof Block.Heading heading) {
            return heading(heading.text());
        }
        if (block instanceof Block.Paragraph paragraph) {
            return line(paragraph.line());
        }
        if (block instanceof Block.Entries entries) {
            return entries(entries);
        }
        if (block instanceof Block.Listing listing) {
            return listing(listing.lines());
        }
        return picture((Block.Picture) block);
    }

    private String entries(Block.Entries list) {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (Block.Entry entry : list.entries()) {
            number++;
            lines.add((list.numbered() ? numbered(number) : bullet()) + line(entry.line()));
            entry.below().forEach(below -> lines.add(below(list.numbered()) + line(below)));
        }
        return String.join("\n", lines);
    }

    /** A line of spans that begins a block or an entry. */
    String line(List<Span> spans) {
        StringBuilder line = new StringBuilder();
        for (Span span : spans) {
            line.append(span(span, line.isEmpty()));
        }
        return line.toString();
    }

    private String span(Span span, boolean first) {
        if (span instanceof Span.Strong strong) {
            return strong(strong.text());
        }
        return span instanceof Span.Code code ? code(code.text()) : words(span.text(), first);
    }

    abstract String heading(String text);

    abstract String listing(List<String> lines);

    abstract String picture(Block.Picture picture);

    /** What begins an entry of a numbered list. */
    abstract String numbered(int number);

    /** What begins an entry of a list without numbers. */
    abstract String bullet();

    /** What begins an entry below another. */
    abstract String below(boolean numbered);

    /** @param first whether they begin a line, where more means something than elsewhere */
    abstract String words(String text, boolean first);

    abstract String strong(String text);

    abstract String code(String text);
}
