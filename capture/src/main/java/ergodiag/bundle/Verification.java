package ergodiag.bundle;

import ergodiag.bundle.ledger.Call;
import ergodiag.bundle.ledger.Stored;
import ergodiag.bundle.sign.SignatureCheck;
import ergodiag.bundle.sign.Signed;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    /** Of the list of sums; paths are shorter. */
    private static final int LONGEST_LINE = 1 << 12;
    /** Files that are named as missing; a list of sums may name any number of files that never were. */
    private static final int MOST_MISSING = 100_000;

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
     * @param signers who may have signed it
     */
    public static Bundle checked(Bundle bundle, boolean trusting, SignatureCheck signers) {
        Signed signed = signed(bundle, signers);
        Integrity found = integrity(bundle).signed(signed);
        return bundle.knowing(trusting ? found.trusting() : found);
    }

    /** Who signed it. */
    public static Signed signed(Bundle bundle, SignatureCheck check) {
        return check.of(bundle.path(), () -> {
            try {
                return bundle.open(Integrity.SUMS);
            } catch (NotABundle e) {
                throw new IOException(e);
            }
        });
    }

    /** Compares every file. */
    private static Integrity integrity(Bundle bundle) {
        Map<String, String> actual = new HashMap<>();
        List<Integrity.Fault> faults = new ArrayList<>();
        for (String file : bundle.files()) {
            try {
                actual.put(file, bundle.sum(file));
            } catch (IOException e) {
                actual.put(file, "");
                faults.add(new Integrity.Fault(Integrity.Kind.ALTERED, file, "it cannot be read: " + e.getMessage()));
            }
        }
        if (!actual.containsKey(Integrity.SUMS) && bundle.manifest().capture().complete()) {
            faults.add(new Integrity.Fault(
                    Integrity.Kind.MISSING, Integrity.SUMS, "only the replies could be compared, with the ledger"));
        } else if (!actual.getOrDefault(Integrity.SUMS, "").isEmpty()) {
            againstSums(bundle, actual, faults);
        }
        againstLedger(bundle.calls(), actual, faults);
        return new Integrity(actual.size(), faults, false, Signed.NOBODY);
    }

    private static void againstSums(Bundle bundle, Map<String, String> actual, List<Integrity.Fault> faults) {
        Map<String, Integrity.Kind> odd = new TreeMap<>();
        Set<String> unlisted = new HashSet<>(actual.keySet());
        boolean readable = true;
        try (InputStream sums = bundle.open(Integrity.SUMS)) {
            BoundedLines lines = new BoundedLines(new InputStreamReader(sums, StandardCharsets.UTF_8), LONGEST_LINE);
            for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
                String line = next.get();
                if (!lines.cut() && LINE.matcher(line).matches()) {
                    String file = line.substring(SUM + 2);
                    unlisted.remove(file);
                    if (!actual.containsKey(file) && odd.size() < MOST_MISSING) {
                        odd.put(file, Integrity.Kind.MISSING);
                    } else if (actual.containsKey(file)
                            && !line.substring(0, SUM).equalsIgnoreCase(actual.get(file))) {
                        odd.put(file, Integrity.Kind.ALTERED);
                    }
                } else {
                    readable &= line.isBlank();
                }
            }
        } catch (IOException e) {
            readable = false;
        }
        unlisted.forEach(file -> odd.put(file, Integrity.Kind.ADDED));
        odd.remove(Integrity.SUMS);
        faults.forEach(fault -> odd.remove(fault.file()));
        if (!readable) {
            faults.add(new Integrity.Fault(Integrity.Kind.ALTERED, Integrity.SUMS, "a line of it cannot be read"));
        }
        odd.forEach((file, kind) -> faults.add(new Integrity.Fault(kind, file, "")));
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

    /**
     * The SHA-256 of the file itself, lower-case hex; empty for a folder.
     *
     * @throws WorldError when it cannot be read
     */
    public static Optional<String> fileSum(Bundle bundle) {
        try {
            return bundle.sum();
        } catch (IOException e) {
            throw new WorldError("Reading " + bundle.path() + ": " + e.getMessage() + "; copy it again.", e);
        }
    }
}
