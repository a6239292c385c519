package ergodiag.bench;

import ergodiag.bundle.archive.Sha256;
import ergodiag.testing.RawZip;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bundles that are made to cost as much as they can whoever reads them. All but what is wrong with it is a sample of a cluster. */
enum Bomb {
    /** To compare with. */
    NONE("none: the sample as it is", true) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            sample.zip().to(file);
        }
    },
    LEDGER_OF_ANOTHER_METHOD("the ledger packed by Zstandard (zip method 93)", false) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            byte[] ledger = sample.files().remove(LEDGER);
            sample.zip().add(ROOT + LEDGER, ledger, told -> told.withMethod(93)).to(file);
        }
    },
    REPLY_OF_ANOTHER_METHOD("a reply packed by XZ (zip method 95)", false) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            byte[] list = sample.files().remove(LIST);
            sample.zip().add(ROOT + LIST, list, told -> told.withMethod(95)).to(file);
        }
    },
    ENDLESS_LINE("a ledger that is one line of 4 GB", false) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            endless(sample, file, 'x');
        }
    },
    EMPTY_LINES("a ledger of 4 billion empty lines", false) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            endless(sample, file, '\n');
        }
    },
    LONG_LEDGER("a ledger of 600,000 lines more", true) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            String one = new String(sample.files().get(LEDGER), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("\"" + INFO + "\""))
                    .findFirst()
                    .orElseThrow();
            StringBuilder lines = new StringBuilder(new String(sample.files().get(LEDGER), StandardCharsets.UTF_8));
            for (int i = 0; i < 600_000; i++) {
                lines.append(one.replaceFirst("\"id\"\\s*:\\s*\\d+", "\"id\":" + (1_000_000 + i)))
                        .append('\n');
            }
            sample.put(LEDGER, lines.toString());
            sample.zip().to(file);
        }
    },
    EMPTY_ROWS("a list of a million processes of which nothing is said", true) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            sample.reply(LIST, "[" + "{},".repeat(999_999) + "{}]");
            sample.zip().to(file);
        }
    },
    SILENT_NODES("a manifest of 10,000 silent nodes", true) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            ObjectNode head = (ObjectNode) JSON.readTree(sample.files().get("manifest.json"));
            ArrayNode nodes = (ArrayNode) head.get("nodes");
            for (int i = 0; i < 10_000; i++) {
                ObjectNode node = nodes.addObject();
                node.put("name", "n" + i + "@h" + i % 7).put("state", "silent");
                node.putArray("known_from").add("cluster_nodes");
            }
            sample.put("manifest.json", head.toString());
            sample.zip().to(file);
        }
    },
    OVERLAPPING("300 entries of 1 GB that are the same bytes of the file", false) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            RawZip zip = sample.zip();
            long size = 1L << 30;
            byte[] packed = packed(' ', size);
            long start = zip.next();
            zip.body("b/nodes/first.json", packed);
            for (int i = 0; i < 300; i++) {
                zip.tell(ROOT + "nodes/x/f" + i + ".json", new RawZip.Told(0, 8, packed.length, size, start));
            }
            zip.to(file);
        }
    },
    MANY_GIGABYTES("75 entries of 4 GB each, 300 GB in all", false) {
        @Override
        void make(Sample sample, Path file) throws IOException {
            RawZip zip = sample.zip();
            long size = 4L << 30;
            byte[] packed = packed(' ', size);
            for (int i = 0; i < 75; i++) {
                zip.add(ROOT + "nodes/x/f" + i + ".json", packed, told -> told.withSize(size));
            }
            zip.to(file);
        }
    };

    /** A reply that all of them have, or should have. */
    static final String LIST = "nodes/node1@localhost/process_list.all.001.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROOT = "b/";
    private static final String LEDGER = "calls.jsonl";
    private static final String SUMS = "SHA256SUMS";
    private static final String INFO = "nodes/node1@localhost/node_info.001.json";

    private final String words;
    private final boolean fitsInAFolder;

    Bomb(String words, boolean fitsInAFolder) {
        this.words = words;
        this.fitsInAFolder = fitsInAFolder;
    }

    String words() {
        return words;
    }

    /** Whether it is no matter of the container, and small enough to be unpacked. */
    boolean fitsInAFolder() {
        return fitsInAFolder;
    }

    /** Writes it. */
    abstract void make(Sample sample, Path file) throws IOException;

    /** The files of a bundle by their names, to be changed. */
    record Sample(Map<String, byte[]> files) {

        /** Of a zip. */
        static Sample of(Path zip) throws IOException {
            Map<String, byte[]> files = new TreeMap<>();
            try (ZipFile from = new ZipFile(zip.toFile())) {
                for (ZipEntry entry : Collections.list(from.entries())) {
                    try (InputStream in = from.getInputStream(entry)) {
                        files.put(entry.getName().substring(entry.getName().indexOf('/') + 1), in.readAllBytes());
                    }
                }
            }
            return new Sample(files);
        }

        void put(String name, String text) {
            files.put(name, text.getBytes(StandardCharsets.UTF_8));
        }

        /** Puts another reply in the place of one, and has the ledger say so. */
        void reply(String name, String text) {
            put(name, text);
            byte[] bytes = files.get(name);
            UnaryOperator<String> said = line -> {
                JsonNode call = JSON.readTree(line);
                return call.path("file").asString("").equals(name)
                        ? ((ObjectNode) call)
                                .put("bytes", bytes.length)
                                .put("sha256", Sha256.of(bytes))
                                .toString()
                        : line;
            };
            put(
                    LEDGER,
                    new String(files.get(LEDGER), StandardCharsets.UTF_8)
                            .lines()
                            .map(said)
                            .collect(Collectors.joining("\n", "", "\n")));
        }

        /** All of it, with its sums. */
        RawZip zip() {
            files.remove(SUMS);
            put(
                    SUMS,
                    files.entrySet().stream()
                            .map(file -> Sha256.of(file.getValue()) + "  " + file.getKey() + "\n")
                            .collect(Collectors.joining()));
            RawZip zip = new RawZip();
            files.forEach((name, content) -> zip.add(ROOT + name, new String(content, StandardCharsets.UTF_8)));
            return zip;
        }
    }

    private static void endless(Sample sample, Path file, char of) throws IOException {
        long size = 4_000L << 20;
        sample.files().remove(LEDGER);
        sample.zip()
                .add(ROOT + LEDGER, packed(of, size), told -> told.withSize(size))
                .to(file);
    }

    /** So many of a character, as DEFLATE packs them. With some noise, so that they are not packed a thousand times smaller, which is refused at once. */
    private static byte[] packed(char of, long size) {
        byte[] piece = String.valueOf(of).repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100; i++) {
            piece[i * 10_000] = (byte) (of == '\n' ? of : 'a' + i * 7 % 26);
        }
        return RawZip.deflated(piece, (int) (size >> 20));
    }

    /** Unpacks a bomb that is small enough, as a capture that was killed would have left it. */
    static void unpack(Path zip, Path folder) throws IOException {
        Sample.of(zip).files().forEach((name, content) -> {
            try {
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                try (OutputStream out = Files.newOutputStream(file)) {
                    out.write(content);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
