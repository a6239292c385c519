package ergodiag.replay.recording;

import java.time.Instant;

/**
 * One moment, in both times.
 *
 * @param real when it is for the caller
 * @param recorded when it was in the recording
 */
public record Moment(Instant real, Instant recorded) {}
