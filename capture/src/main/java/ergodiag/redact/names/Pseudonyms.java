package ergodiag.redact.names;

import ergodiag.ergo.Ids;
import ergodiag.ergo.NameKind;
import ergodiag.redact.KeyedDigest;
import ergodiag.redact.Privacy.Pseudonymised;
import ergodiag.redact.SiteKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Other names for the names of one bundle, or of all bundles of a site. They are drawn with the key of the site, or with a random one that is
 * forgotten. Names that differ in digits only get pseudonyms
 * that differ in a number only, so that what belonged to one family of names still does; no letter or digit of a name is kept.
 *
 * <pre>{@code
 * order_book            proc-kdfz
 * cache_writer_1, _2    proc-rqpd-2, proc-rqpd-1
 * node7@db3.example     node-bkfm-1@host-htlw-1
 * }</pre>
 */
public final class Pseudonyms {
    /** No vowels, so that no words come out, and no digits, so that texts that are grouped without their digits stay grouped. */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz";

    private static final int SHORTEST = 4;

    /** With the key of a site stems are so long that none has to give way to another: it would have another in another bundle. */
    private static final int SHORTEST_LASTING = 8;

    private final KeyedDigest digests;
    private final boolean lasting;
    private final Set<Pseudonymised> asked;
    private final Map<NameKind, Set<String>> found = new EnumMap<>(NameKind.class);
    private final Map<NameKind, Map<String, String>> drawn = new EnumMap<>(NameKind.class);
    private final Set<String> taken = new HashSet<>();

    Pseudonyms(Set<Pseudonymised> asked, SiteKey siteKey) {
        this.digests = siteKey.digests("pseudonyms");
        this.lasting = siteKey.lasts();
        this.asked = Set.copyOf(asked);
        for (NameKind kind : NameKind.values()) {
            found.put(kind, new TreeSet<>());
            drawn.put(kind, new TreeMap<>());
        }
    }

    /** Takes note of a name that occurs. */
    void add(NameKind kind, String name) {
        if (kind == NameKind.NODE) {
            int at = name.indexOf('@');
            if (at > 0 && at < name.length() - 1) {
                found(NameKind.NODE).add(name);
                add(NameKind.HOST, name.substring(at + 1));
            }
        } else if (kind == NameKind.HOST) {
            host(name.toLowerCase(Locale.ROOT));
        } else if (!NameKind.ofFramework(name)) {
            found(kind).add(name);
        }
    }

    /** Whether a node of that name was found. */
    boolean knows(String node) {
        return found(NameKind.NODE).contains(node);
    }

    /** A host, and the domains that it is in. */
    private void host(String name) {
        if (Hosts.isTelling(name) && found(NameKind.HOST).add(name) && !Hosts.isAddress(name)) {
            String domain = name.substring(name.indexOf('.') + 1);
            if (domain.indexOf('.') > 0) {
                host(domain);
            }
        }
    }

    /** Draws the pseudonyms of all that was found; a name that is used for several things gets one. */
    void draw() {
        found.values().forEach(taken::addAll);
        if (asked.contains(Pseudonymised.HOSTS)) {
            Set<String> hosts = found(NameKind.HOST);
            draw(
                    NameKind.HOST,
                    hosts.stream().filter(host -> !Hosts.isAddress(host)).toList());
            hosts.stream().filter(Hosts::isAddress).forEach(this::address);
        }
        if (asked.contains(Pseudonymised.NAMES)) {
            draw(
                    NameKind.NODE,
                    found(NameKind.NODE).stream()
                            .map(Pseudonyms::shortName)
                            .distinct()
                            .toList());
            Set<String> named = new HashSet<>();
            for (NameKind kind :
                    List.of(NameKind.APPLICATION, NameKind.PROCESS, NameKind.EVENT, NameKind.JOB, NameKind.PRODUCT)) {
                draw(kind, found(kind).stream().filter(named::add).toList());
            }
        }
    }

    private void draw(NameKind kind, Collection<String> names) {
        Map<String, List<String>> shapes = new TreeMap<>();
        names.forEach(name -> shapes.computeIfAbsent(name.replaceAll("\\d+", "0"), any -> new ArrayList<>())
                .add(name));
        shapes.forEach((shape, members) -> {
            String stem = stem(kind, shape);
            // nodes keep their order: of two ends of a link the first is told first
            members.sort(Comparator.comparing(
                    name -> kind == NameKind.NODE ? name : digests.shortOf(kind.word() + " " + name)));
            int width = String.valueOf(members.size()).length();
            for (int i = 0; i < members.size(); i++) {
                String place = lasting
                        ? ofItsOwn(stem, members.get(i))
                        : String.format(Locale.ROOT, "-%0" + width + "d", i + 1);
                drawn(kind).put(members.get(i), stem + (shape.indexOf('0') < 0 ? "" : place));
            }
        });
    }

    /** A number that does not depend on which others of the family are there. */
    private String ofItsOwn(String stem, String name) {
        byte[] digest = digests.of("number " + name);
        for (int i = 0; i + 4 <= digest.length; i++) {
            String number = String.format(
                    Locale.ROOT,
                    "-%09d",
                    Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt(i)) % 1_000_000_000);
            if (taken.add(stem + number)) {
                return number;
            }
        }
        throw new IllegalStateException("no pseudonym is left");
    }

    private String stem(NameKind kind, String shape) {
        byte[] digest = digests.of(kind.word() + ":" + shape);
        StringBuilder stem = new StringBuilder(kind.word() + "-");
        for (int i = 0; i < digest.length; i++) {
            stem.append(LETTERS.charAt((digest[i] & 0xff) % LETTERS.length()));
            if (i + 1 >= (lasting ? SHORTEST_LASTING : SHORTEST) && taken.add(stem.toString())) {
                return stem.toString();
            }
        }
        throw new IllegalStateException("no pseudonym is left for a " + kind.word());
    }

    /** An address that routes nowhere; what begins with 240 is reserved, what begins with 2001:db8 is for documents. */
    void address(String address) {
        for (int attempt = 0; ; attempt++) {
            byte[] digest = digests.of("address " + attempt + " " + address);
            String other = address.indexOf(':') >= 0
                    ? String.format(
                            Locale.ROOT,
                            "2001:db8::%x%02x:%x%02x",
                            1 + (digest[0] & 0x7f),
                            digest[1],
                            1 + (digest[2] & 0x7f),
                            digest[3])
                    : "240." + (digest[0] & 0xff) + "." + (digest[1] & 0xff) + "." + (digest[2] & 0xff);
            if (taken.add(other)) {
                drawn(NameKind.HOST).put(address, other);
                return;
            }
        }
    }

    /** A node's full name, in the parts that were asked for. */
    public String node(String name) {
        int at = name.indexOf('@');
        if (at < 0) {
            return name;
        }
        String host = name.substring(at + 1);
        return drawn(NameKind.NODE).getOrDefault(shortName(name), shortName(name)) + "@"
                + drawn(NameKind.HOST).getOrDefault(host.toLowerCase(Locale.ROOT), host);
    }

    /** The checksum that stands for a node in pids; one of an unknown node gets one that stands for none. */
    String crc(String crc) {
        return crcs().getOrDefault(crc, digests.shortOf("crc " + crc).toUpperCase(Locale.ROOT));
    }

    /** The checksums of known nodes, with those of their pseudonyms. */
    Map<String, String> crcs() {
        Map<String, String> crcs = new TreeMap<>();
        found(NameKind.NODE).forEach(node -> crcs.put(Ids.checksum(node), Ids.checksum(node(node))));
        return crcs;
    }

    /** Full names of nodes, with their pseudonyms. */
    Map<String, String> nodes() {
        Map<String, String> nodes = new TreeMap<>();
        found(NameKind.NODE).forEach(name -> nodes.put(name, node(name)));
        return nodes;
    }

    /** Names of one kind, with their pseudonyms; of nodes the part before the host. */
    public Map<String, String> of(NameKind kind) {
        return Collections.unmodifiableMap(drawn(kind));
    }

    /** Something that stands for a text of which nothing is known. */
    String mark(String text) {
        return digests.shortOf("mark " + text);
    }

    private Set<String> found(NameKind kind) {
        return Objects.requireNonNull(found.get(kind), "there is one for each kind from the beginning");
    }

    private Map<String, String> drawn(NameKind kind) {
        return Objects.requireNonNull(drawn.get(kind), "there is one for each kind from the beginning");
    }

    private static String shortName(String node) {
        return node.substring(0, node.indexOf('@'));
    }
}
