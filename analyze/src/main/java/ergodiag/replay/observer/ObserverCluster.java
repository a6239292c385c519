package ergodiag.replay.observer;

import ergodiag.replay.recording.AsCaptured;
import ergodiag.replay.recording.Recording;
import ergodiag.replay.recording.Timeline;

/**
 * The recorded cluster as an Observer shows it.
 *
 * @param tools what can be called
 * @param readings what can be read
 */
public record ObserverCluster(ObserverTools tools, ObserverReadings readings) {

    /** @param captured what was captured through an Observer, as it came */
    public static ObserverCluster of(Recording recording, AsCaptured captured, Timeline timeline) {
        Views views = new Views(recording, timeline, new FullIds(recording, timeline));
        return new ObserverCluster(new ObserverTools(views, captured), new ObserverReadings(views));
    }
}
