package ergodiag.bundle;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether a bundle is as it was written: every file against {@code SHA256SUMS}, every reply against the ledger.
 *
 * @param files number of files that were compared
 * @param faults what is altered, missing or added, a sentence each; empty for a bundle that is as it was written
 * @param complete whether the capture ran to its end
 * @param sum the SHA-256 of the file itself, lower-case hex, to be compared with what the sender says; empty for a folder
 */
public record Verification(int files, List<String> faults, boolean complete, Optional<String> sum) {
    private static final String SUMS = "SHA256SUMS";

    public Verification {
        faults = List.copyOf(faults);
    }

    /** Whether everything is as it was written. */
    public boolean sound() {
        return faults.isEmpty();
    }

    /** Reads the whole bundle. */
    public static Verification of(Bundle bundle) {
        List<String> faults = new ArrayList<>(bundle.oddities());
        faults.addAll(bundle.damage());
        Map<String, String> written = bundle.files().contains(SUMS) ? sums(bundle, faults) : Map.of();
        Map<String, String> actual = new TreeMap<>();
        for (String file : bundle.files()) {
            actual.put(file, sum(bundle, file));
        }
        if (bundle.files().contains(SUMS)) {
            againstSums(written, actual, faults);
        } else {
            faults.add("SHA256SUMS is missing: only the replies could be checked, against the ledger"
                    + " (a capture that was killed has none before 'ergodiag recover').");
        }
        againstLedger(bundle.calls(), actual, faults);
        return new Verification(
                actual.size(), faults, bundle.manifest().capture().complete(), fileSum(bundle));
    }

    private static void againstSums(Map<String, String> written, Map<String, String> actual, List<String> faults) {
        Set<String> all = new TreeSet<>(written.keySet());
        all.addAll(actual.keySet());
        all.remove(SUMS);
        for (String file : all) {
            if (!actual.containsKey(file)) {
                faults.add("missing  " + file);
            } else if (!written.containsKey(file)) {
                faults.add("added    " + file);
            } else if (!written.get(file).equals(actual.get(file))) {
                faults.add("altered  " + file);
            }
        }
    }

    private static void againstLedger(List<Call> calls, Map<String, String> actual, List<String> faults) {
        for (Call call : calls) {
            String file = call.file().orElse("");
            Optional<String> sum = Optional.ofNullable(actual.get(file));
            if (!file.isEmpty() && sum.isEmpty() && !faults.contains("missing  " + file)) {
                faults.add("missing  " + file + " (the ledger names it)");
            }
            String told = call.stored().map(Stored::sha256).orElse("");
            boolean differs = sum.isPresent() && !told.isEmpty() && !sum.get().equals(told);
            if (differs && !faults.contains("altered  " + file)) {
                faults.add("altered  " + file + " (the ledger has another sum)");
            }
        }
    }

    /** Lines as {@code sha256sum} writes them. */
    private static Map<String, String> sums(Bundle bundle, List<String> faults) {
        Map<String, String> sums = new TreeMap<>();
        for (String line : bundle.text(SUMS).split("\r?\n")) {
            if (line.matches("[0-9a-fA-F]{64} [ *].+")) {
                sums.put(line.substring(66), line.substring(0, 64).toLowerCase(java.util.Locale.ROOT));
            } else if (!line.isBlank()) {
                faults.add("A line of SHA256SUMS cannot be read.");
            }
        }
        return sums;
    }

    /** The sum of a file; a word that is no sum when it cannot be read. */
    static String sum(Bundle bundle, String file) {
        try (InputStream in = bundle.open(file)) {
            return Sha256.of(in);
        } catch (IOException | NotABundle e) {
            return "cannot be read";
        }
    }

    private static Optional<String> fileSum(Bundle bundle) {
        try {
            return Files.isRegularFile(bundle.path())
                    ? Optional.of(Sha256.of(Files.newInputStream(bundle.path())))
                    : Optional.empty();
        } catch (IOException e) {
            throw new WorldError("Reading " + bundle.path() + ": " + e.getMessage() + "; copy it again.", e);
        }
    }
}
