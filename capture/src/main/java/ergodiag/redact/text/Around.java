package ergodiag.redact.text;

/** What stands around a value that is not in quotes, and so where it ends. */
enum Around {
    /** {@code key=value}: at the next blank. */
    WORD,
    /** {@code ?key=value&}. */
    QUERY,
    /** {@code {Key:value Next:...}}: at the next key or the end of the brackets; blanks are part of it. */
    STRUCT,
    /** {@code key: value} alone on its line. */
    LINE
}
