package ergodiag.markup;

/** A piece of a line. Its text is one line, with single blanks, and plain: that nothing in it becomes markup is the writer's work. */
public sealed interface Span {
    String text();

    /** Words as they are read. */
    record Words(String text) implements Span {}

    /** Words that weigh more. */
    record Strong(String text) implements Span {}

    /** What stands in a program or a bundle letter by letter. */
    record Code(String text) implements Span {}
}
