package ergodiag.capture.suspects;

import ergodiag.capture.scope.Profile;

/**
 * How many of each are looked at closer.
 *
 * @param processes of one node
 * @param ofAKind processes of one behaviour that are suspected for the same reason
 * @param families of one node that grow
 * @param events of one node
 * @param links of the cluster
 */
public record SuspectLimits(int processes, int ofAKind, int families, int events, int links) {

    /** A profile that looks at more processes looks at more of everything. */
    public static SuspectLimits of(Profile profile) {
        int most = profile.suspects();
        return new SuspectLimits(most, Math.max(3, most / 4), Math.max(2, most / 4), most / 2, most + 2);
    }
}
