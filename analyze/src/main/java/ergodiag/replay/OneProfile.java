package ergodiag.replay;

import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Timeline;
import ergodiag.replay.recording.ToolAnswer;
import ergodiag.replay.tools.ProfileTools;
import java.time.Duration;
import java.time.Instant;

/** The CPU profile of a node: one at a time per operating-system process; it holds its worker as long as it takes. */
final class OneProfile {
    private final Timeline timeline;
    private Instant until = Instant.MIN;

    OneProfile(Timeline timeline) {
        this.timeline = timeline;
    }

    ToolAnswer profile(ProfileTools tools, Moment at) {
        if (at.real().isBefore(until)) {
            return ToolAnswer.error("failed to start CPU profile: cpu profiling already in use");
        }
        ToolAnswer answer = tools.cpu();
        if (!answer.good()) {
            return answer;
        }
        Duration duration = tools.duration();
        until = at.real().plus(timeline.real(duration));
        return answer.after(duration);
    }
}
