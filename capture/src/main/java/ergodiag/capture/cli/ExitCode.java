package ergodiag.capture.cli;

/** How a command ended, as the shell sees it. The numbers are relied upon by scripts and never change. */
public enum ExitCode {
    /** Everything that was asked was done. */
    DONE(0, "Done."),
    /** The command line or a file named by it is wrong. */
    USAGE(1, "The command line is wrong; nothing was done."),
    /** The file that was named is not a bundle, or too damaged. */
    NOT_A_BUNDLE(2, "The file is not a bundle, or too damaged to be read as one."),
    /** What was asked for is written, but rests on less: of a capture not everything came, of a bundle not everything could be read. */
    INCOMPLETE(
            3,
            "Written, but less than asked: a node was silent or partial, a playbook lost data it needs, or altered, damaged or too"
                    + " large files of a bundle were left out."),
    /** No node answered; a bundle of the attempts is written. */
    NOBODY_ANSWERED(4, "Nobody answered; a bundle of the attempts is written."),
    /** {@code --fail-on} was reached. */
    FAIL_ON(5, "A finding reached the severity given by --fail-on."),
    /** A bug of ergodiag. */
    BUG(70, "A bug of ergodiag; please report it with the stack trace."),
    /** The disk, the memory or another program failed us; 74 is what Unix calls an input/output error. */
    WORLD(74, "The disk, the network or the memory failed, and the result could not be written.");

    private final int number;
    private final String sentence;

    ExitCode(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** The number the shell sees. */
    public int number() {
        return number;
    }

    /** What it means, in one sentence. */
    public String sentence() {
        return sentence;
    }
}
