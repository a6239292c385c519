package ergodiag.replay;

/**
 * How many tools can be asked of a replay.
 *
 * @param recorded those with an answer in the bundle, which the replay lists
 * @param listed those that the entry node listed when it was recorded; 0 when its list is not in the bundle
 */
public record ToolCount(int recorded, int listed) {}
