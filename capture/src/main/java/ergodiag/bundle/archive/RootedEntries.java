package ergodiag.bundle.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The entries of an archive, with or without one root folder around them. What stands there besides the bundle is told. */
final class RootedEntries<E> {
    /** Entries that any archive or folder may have. */
    static final int MOST = 500_000;

    /** A bundle's own are shorter than 160, with the root folder; they may stand deeper. */
    private static final int LONGEST_PATH = 1024;

    /** The paths of 500 000 files, all as long as a bundle's may be. */
    private static final long MOST_CHARACTERS = 80_000_000;

    private static final int MOST_ODDITIES = 1000;

    private final Map<String, E> all = new TreeMap<>();
    private final List<String> oddities = new ArrayList<>();
    private long characters;

    void add(String path, E entry) throws IOException {
        if (all.size() >= MOST) {
            throw new IOException("more than " + MOST + " entries");
        }
        characters += path.length();
        if (path.length() > LONGEST_PATH || characters > MOST_CHARACTERS) {
            throw new IOException("the paths in it are longer than those of any bundle");
        }
        if (!EntryPath.isSafe(path)) {
            throw new IOException("the path '" + EntryPath.printable(path) + "' in it would leave its folder");
        }
        if (all.put(path, entry) != null) {
            note("'" + path + "' stands in the file twice.");
        }
    }

    /** Those inside the root folder, by their paths in it; to be asked for once, when all are there. */
    Map<String, E> rooted() {
        String root = root();
        Map<String, E> inside = new TreeMap<>();
        all.forEach((path, entry) -> {
            if (path.startsWith(root)) {
                inside.put(path.substring(root.length()), entry);
            } else {
                note("'" + path + "' stands outside the root folder.");
            }
        });
        return inside;
    }

    /** What is in the file besides the bundle, a sentence each. */
    List<String> oddities() {
        return List.copyOf(oddities);
    }

    /** Tells of something that is in the file besides the bundle. */
    void note(String oddity) {
        if (oddities.size() < MOST_ODDITIES) {
            oddities.add(oddity);
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether anything is there that a bundle is opened by. */
    boolean hasHead() {
        return all.keySet().stream().anyMatch(RootedEntries::isHead);
    }

    private static boolean isHead(String name) {
        return ("/" + name).endsWith("/manifest.json") || ("/" + name).endsWith("/calls.jsonl");
    }

    /** The folder of the outermost manifest or ledger, with a slash at its end; "" when it is not in a folder. */
    private String root() {
        return all.keySet().stream()
                .filter(RootedEntries::isHead)
                .min(Comparator.comparingInt(String::length))
                .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                .orElse("");
    }
}
