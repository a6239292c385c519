package ergodiag.replay.recording;

import java.time.Duration;
import java.time.Instant;

/**
 * One moment, in both times.
 *
 * @param real when it is for the caller
 * @param recorded when it was in the recording
 */
public record Moment(Instant real, Instant recorded) {

    Moment plus(Duration inCluster, Timeline timeline) {
        return new Moment(real.plus(timeline.real(inCluster)), recorded.plus(inCluster));
    }
}
