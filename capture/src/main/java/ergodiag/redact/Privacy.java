package ergodiag.redact;

import ergodiag.redact.text.SecretKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What has to go besides the secrets that are known by name or form, see REDACTION.md.
 *
 * @param keys further names of keys whose values are secrets
 * @param patterns further forms of secrets
 * @param pseudonyms what is called by another name in the bundle
 * @param siteKey makes marks and pseudonyms
 */
public record Privacy(List<String> keys, List<SecretPattern> patterns, Set<Pseudonymised> pseudonyms, SiteKey siteKey) {
    /** What is removed when nobody asks for more. */
    public static final Privacy USUAL = new Privacy(List.of(), List.of(), Set.of(), SiteKey.NONE);

    /** What can be called by another name. */
    public enum Pseudonymised {
        /** Hosts and IP addresses. */
        HOSTS,
        /** Nodes, processes, applications, events, cron jobs and the product. */
        NAMES;

        /** The word on the command line and in a bundle. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is removed when nobody asks for more, with marks and pseudonyms made by this key. */
    public static Privacy usual(SiteKey siteKey) {
        return new Privacy(List.of(), List.of(), Set.of(), siteKey);
    }

    /** Whether a name of a key has anything to be found by. */
    public static boolean usableKey(String name) {
        return SecretKeys.usable(name);
    }

    /** Renames these besides. */
    public Privacy and(Set<Pseudonymised> more) {
        Set<Pseudonymised> both = new HashSet<>(pseudonyms);
        both.addAll(more);
        return new Privacy(keys, patterns, both, siteKey);
    }

    public Privacy {
        keys = List.copyOf(keys);
        patterns = List.copyOf(patterns);
        pseudonyms = Set.copyOf(pseudonyms);
    }
}
