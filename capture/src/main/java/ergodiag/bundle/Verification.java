package ergodiag.bundle;

import ergodiag.bundle.archive.Sha256;
import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.sign.Signed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whether a bundle is as it was written: every file against {@code SHA256SUMS}, every reply against the ledger.
 *
 * @param files number of files that were compared
 * @param faults what is altered, missing or added, a sentence each; empty for a bundle that is as it was written
 * @param complete whether the capture ran to its end
 * @param sum the SHA-256 of the file itself, lower-case hex, to be compared with what the sender says; empty for a folder
 */
public record Verification(int files, List<String> faults, boolean complete, Optional<String> sum) {
    private static final Pattern LINE = Pattern.compile("[0-9a-fA-F]{64} [ *].+");
    private static final int SUM = 64;

    public Verification {
        faults = List.copyOf(faults);
    }

    /** Whether everything is as it was written. */
    public boolean sound() {
        return faults.isEmpty();
    }

    /** Reads the whole bundle. */
    public static Verification of(Bundle bundle) {
        Integrity integrity = integrity(bundle);
        List<String> faults = new ArrayList<>(bundle.oddities());
        faults.addAll(bundle.damage());
        integrity.faults().forEach(fault -> faults.add(fault.words()));
        if (!bundle.manifest().capture().complete() && !bundle.files().contains(Integrity.SUMS)) {
            faults.add("SHA256SUMS is missing: only the replies could be checked, against the ledger"
                    + " (a capture that was killed has none before 'ergodiag recover').");
        }
        return new Verification(
                integrity.checked(), faults, bundle.manifest().capture().complete(), fileSum(bundle));
    }

    /**
     * The same bundle, compared with the sums it was written with. Files that are not as they were written are not there to be read, except the
     * manifest and the ledger; {@link Bundle#integrity()} names them all. It takes the place of the other one: closing it closes that.
     *
     * @param trusting whether they are to be read all the same
     * @param signed who signed it
     */
    public static Bundle checked(Bundle bundle, boolean trusting, Signed signed) {
        Integrity found = integrity(bundle).signed(signed);
        return bundle.knowing(trusting ? found.trusting() : found);
    }

    /** Compares every file. */
    private static Integrity integrity(Bundle bundle) {
        Map<String, String> actual = new HashMap<>();
        for (String file : bundle.files()) {
            actual.put(file, bundle.sum(file));
        }
        List<Integrity.Fault> faults = new ArrayList<>();
        if (actual.containsKey(Integrity.SUMS)) {
            againstSums(sums(bundle, faults), actual, faults);
        } else if (bundle.manifest().capture().complete()) {
            faults.add(new Integrity.Fault(
                    Integrity.Kind.MISSING, Integrity.SUMS, "only the replies could be compared, with the ledger"));
        }
        againstLedger(bundle.calls(), actual, faults);
        return new Integrity(actual.size(), faults, false, Signed.NOBODY);
    }

    private static void againstSums(
            Map<String, String> written, Map<String, String> actual, List<Integrity.Fault> faults) {
        Set<String> odd = new TreeSet<>();
        written.forEach((file, sum) -> {
            if (!sum.equals(actual.get(file))) {
                odd.add(file);
            }
        });
        actual.keySet().stream().filter(file -> !written.containsKey(file)).forEach(odd::add);
        odd.remove(Integrity.SUMS);
        for (String file : odd) {
            if (!actual.containsKey(file)) {
                faults.add(new Integrity.Fault(Integrity.Kind.MISSING, file, ""));
            } else if (!written.containsKey(file)) {
                faults.add(new Integrity.Fault(Integrity.Kind.ADDED, file, ""));
            } else {
                faults.add(new Integrity.Fault(Integrity.Kind.ALTERED, file, ""));
            }
        }
    }

    private static void againstLedger(List<Call> calls, Map<String, String> actual, List<Integrity.Fault> faults) {
        Set<String> told = new HashSet<>();
        faults.forEach(fault -> told.add(fault.file()));
        for (Call call : calls) {
            String file = call.file().orElse("");
            if (file.isEmpty() || !told.add(file)) {
                continue;
            }
            String written = call.stored().map(Stored::sha256).orElse("");
            if (!actual.containsKey(file)) {
                faults.add(new Integrity.Fault(Integrity.Kind.MISSING, file, "the ledger names it"));
            } else if (!written.isEmpty() && !written.equals(actual.get(file))) {
                faults.add(new Integrity.Fault(Integrity.Kind.ALTERED, file, "the ledger has another sum"));
            }
        }
    }

    private static Map<String, String> sums(Bundle bundle, List<Integrity.Fault> faults) {
        Map<String, String> sums = new HashMap<>();
        for (String line : bundle.text(Integrity.SUMS).lines().toList()) {
            if (LINE.matcher(line).matches()) {
                sums.put(line.substring(SUM + 2), line.substring(0, SUM).toLowerCase(Locale.ROOT));
            } else if (!line.isBlank() && faults.isEmpty()) {
                faults.add(new Integrity.Fault(Integrity.Kind.ALTERED, Integrity.SUMS, "a line of it cannot be read"));
            }
        }
        return sums;
    }

    /**
     * The SHA-256 of the file itself, lower-case hex; empty for a folder.
     *
     * @throws WorldError when it cannot be read
     */
    public static Optional<String> fileSum(Bundle bundle) {
        try {
            return Files.isRegularFile(bundle.path())
                    ? Optional.of(Sha256.of(Files.newInputStream(bundle.path())))
                    : Optional.empty();
        } catch (IOException e) {
            throw new WorldError("Reading " + bundle.path() + ": " + e.getMessage() + "; copy it again.", e);
        }
    }
}
