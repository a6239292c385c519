package ergodiag.incident;

/**
 * Something to do, as the findings advise it; who does it by when is for people to say.
 *
 * @param code of the finding that advises it
 * @param text what to do
 * @param about what the finding is about
 */
public record Proposal(String code, String text, String about) {}
