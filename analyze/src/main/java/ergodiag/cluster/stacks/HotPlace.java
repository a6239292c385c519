package ergodiag.cluster.stacks;

import ergodiag.bundle.Evidence;
import ergodiag.cluster.TopFrame;
import java.util.List;

/**
 * The place where a process stood in more looks of the goroutine sampler than anywhere else.
 *
 * @param standing the newest of them
 * @param what what it waits on; "" where unknown
 * @param line the line of source, {@code store.go:88}; "" where it is not nearly always the same, or not told
 * @param sightings the looks that show it there
 * @param seen how many looks show it there
 * @param atWork how many looks show it anywhere
 * @param looks how many looks would have shown it
 */
public record HotPlace(
        TopFrame standing, String what, String line, List<StackSample> sightings, int seen, int atWork, int looks) {
    /** Seen less often, a place may be chance. */
    private static final int TELLING = 3;

    public HotPlace {
        sightings = List.copyOf(sightings);
    }

    /** Whether it is where the process spends most of the time that it is at work. */
    public boolean telling() {
        return seen >= TELLING && 2 * seen >= atWork;
    }

    /** {@code main.writeRow (select, store.go:88)}. */
    public String place() {
        String wait = what.equals(TopFrame.CALL) ? "" : what;
        String both = wait + (wait.isEmpty() || line.isEmpty() ? "" : ", ") + line;
        return standing.function() + (both.isEmpty() ? "" : " (" + both + ")");
    }

    /** {@code all 60 looks}, or {@code 41 of 60 looks}. */
    public String share() {
        return seen == looks ? "all " + looks + " looks" : seen + " of " + looks + " looks";
    }

    /** {@code in 41 of 60 looks it stood in main.writeRow (select, store.go:88)}; "probably" where no stack carries a process id. */
    public String inWords() {
        boolean certain = sightings.stream().allMatch(StackSample::certain);
        return "in " + share() + " it " + (certain ? "" : "probably ") + "stood in " + place();
    }

    /** The lines of the series that show it there for the first and for the last time. */
    public List<Evidence> evidence() {
        Evidence first = sightings.get(0).standing().evidence();
        Evidence last = standing.evidence();
        return first.equals(last) ? List.of(last) : List.of(first, last);
    }

    /** Whether it waits there for the answer to a call. */
    public boolean isCall() {
        return standing.what().equals(TopFrame.CALL);
    }
}
