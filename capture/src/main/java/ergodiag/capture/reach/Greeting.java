package ergodiag.capture.reach;

import ergodiag.bundle.ledger.Dialect;
import tools.jackson.databind.JsonNode;

/**
 * The good answer to the first question.
 *
 * @param dialect what kind of endpoint gave it
 * @param said the result
 * @param line the question's line
 */
record Greeting(Dialect dialect, JsonNode said, ReachLine line) {}
