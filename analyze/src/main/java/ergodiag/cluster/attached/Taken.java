package ergodiag.cluster.attached;

import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.pprof.ProfileForm;
import java.time.Instant;

/**
 * A profile that was taken along.
 *
 * @param at when it was taken, by our clock: as it says itself, else when its file was written last
 * @param during whether it says itself that it was taken within the capture
 * @param call the ledger's line of it
 * @param it what it says
 */
public record Taken<T>(Instant at, boolean during, Call call, T it) {

    /** What kind of file it is. */
    public ProfileForm form() {
        return ProfileForm.of(call).orElseThrow();
    }
}
