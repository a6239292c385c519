package ergodiag.redact.names;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.BundleWriter;
import ergodiag.bundle.TrueNames;
import ergodiag.redact.Privacy.Pseudonymised;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pseudonyms that were asked for and are not in the folder of a bundle yet, written down in it ({@link TrueNames}). */
public final class OwedNames {
    private OwedNames() {}

    /** Leaves word in the folder, for whoever finds it after a capture that was killed. */
    public static void notice(BundleWriter writer, Set<Pseudonymised> asked) {
        List<String> kinds = asked.stream().map(Pseudonymised::toString).toList();
        writer.store(TrueNames.FILE, TrueNames.text(kinds).getBytes(StandardCharsets.UTF_8));
    }

    /** What is still to be renamed in a bundle that was not closed: all kinds where it cannot be told which were asked for. */
    public static Set<Pseudonymised> in(Bundle bundle) {
        Optional<Set<String>> kinds = TrueNames.in(bundle);
        Set<Pseudonymised> owed = EnumSet.noneOf(Pseudonymised.class);
        if (kinds.isEmpty()) {
            return owed;
        }
        for (Pseudonymised kind : Pseudonymised.values()) {
            if (kinds.get().contains(kind.toString())) {
                owed.add(kind);
            }
        }
        return owed.isEmpty() || owed.size() < kinds.get().size() ? EnumSet.allOf(Pseudonymised.class) : owed;
    }
}
