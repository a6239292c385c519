package ergodiag.bundle.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.ssh.UnusableKey;
import ergodiag.testing.InMemory;
import ergodiag.testing.MadeUpKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was sealed comes out again with the right key, whole or not at all. */
class SealedTest {
    private static final MadeUpKeys AGE = MadeUpKeys.age();
    private static final MadeUpKeys SSH = MadeUpKeys.ssh();
    private static final int CHUNK = 1 << 16;

    @TempDir(factory = InMemory.class)
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 17})
    void everyRecipientOpensItAlone(int size) throws IOException, UnusableKey {
        byte[] contents = new byte[size];
        new Random(size).nextBytes(contents);
        Path file = Files.write(folder.resolve("a.age"), sealed(contents, AGE, SSH));

        assertThat(Sealed.is(file)).isTrue();
        assertThat(opened(file, AGE)).isEqualTo(contents);
        assertThat(opened(file, SSH)).isEqualTo(contents);
        assertThat(opened(file, MadeUpKeys.ssh(), MadeUpKeys.age(), SSH)).isEqualTo(contents);
    }

    @Test
    void onlyTheOpeningsOfSealedFilesAreTakenForSuch() throws IOException {
        for (String begins : List.of("PK\3\4", "", "age", "age-encryption", "-----BEGIN OPENSSH PRIVATE KEY-----\n")) {
            assertThat(Sealed.is(Files.writeString(folder.resolve("a.age"), begins)))
                    .as(begins)
                    .isFalse();
        }
        assertThat(Sealed.is(folder)).isFalse();
    }

    @Test
    void withoutAKeyOrWithThoseOfOthersItStaysClosedAndSaysSo() throws Exception {
        Path file = Files.write(folder.resolve("a.age"), sealed(bytes("hello"), AGE, SSH));

        assertThatThrownBy(() -> Sealed.open(file, Identities.NONE))
                .isInstanceOf(Unopened.class)
                .hasMessageContaining("it is sealed (age); give")
                .hasMessageContaining("--identity");
        for (MadeUpKeys[] wrong : new MadeUpKeys[][] {
            {MadeUpKeys.age()}, {MadeUpKeys.ssh()}, {MadeUpKeys.age(), MadeUpKeys.ssh(), MadeUpKeys.age()}
        }) {
            assertThatThrownBy(() -> opened(file, wrong))
                    .isInstanceOf(Unopened.class)
                    .hasMessage("it is sealed (age), and none of the keys given with --identity opens it");
        }
    }

    @Test
    void whateverByteIsAlteredNothingComesOut() throws Exception {
        byte[] whole = sealed(bytes("what was captured"), AGE, SSH);
        Set<String> said = new TreeSet<>();
        for (MadeUpKeys key : List.of(AGE, SSH)) {
            for (int i = "age-encryption.org/".length(); i < whole.length; i++) {
                byte[] altered = whole.clone();
                altered[i] ^= 1;
                said.add(refused(altered, key, "byte " + i));
            }
        }
        assertThat(said)
                .hasSize(2)
                .anyMatch(words -> words.startsWith("it was altered or cut short since it was sealed"));
    }

    @Test
    void whereverItIsCutNothingComesOut() throws Exception {
        byte[] large = sealed(new byte[2 * CHUNK], AGE);
        byte[] small = sealed(bytes("what was captured"), SSH);
        for (int length = "age-encryption.org/".length(); length < small.length; length++) {
            refused(Arrays.copyOf(small, length), SSH, "cut at " + length);
        }
        int head = large.length - 2 * (CHUNK + 16);
        for (int length : new int[] {head, head + 1, head + CHUNK + 16, large.length - CHUNK, large.length - 1}) {
            refused(Arrays.copyOf(large, length), AGE, "cut at " + length);
        }
    }

    @Test
    void whatIsAppendedOrTakenFromAnotherIsNoticed() throws Exception {
        byte[] one = sealed(new byte[3 * CHUNK], AGE);
        byte[] other = sealed(new byte[3 * CHUNK], AGE);
        byte[] mixed = one.clone();
        System.arraycopy(other, one.length - 40, mixed, one.length - 40, 40);
        byte[] swapped = one.clone();
        int first = one.length - 3 * (CHUNK + 16);
        System.arraycopy(one, first, swapped, first + CHUNK + 16, CHUNK + 16);
        System.arraycopy(one, first + CHUNK + 16, swapped, first, CHUNK + 16);

        refused(Arrays.copyOf(one, one.length + 1), AGE, "a byte more");
        refused(Arrays.copyOf(one, one.length + CHUNK + 16), AGE, "a chunk more");
        refused(mixed, AGE, "the end of another");
        refused(swapped, AGE, "two chunks in the wrong order");
    }

    @Test
    void aHeadFromHellIsRefused() throws Exception {
        String stanza =
                "-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\nEmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n";
        for (String head : List.of(
                "age-encryption.org/v1\n",
                "age-encryption.org/v2\n" + stanza + "--- " + "A".repeat(43) + "\n",
                "age-encryption.org/v1\n---",
                "age-encryption.org/v1\n--- ",
                "age-encryption.org/v1\n--- " + "A".repeat(43),
                "age-encryption.org/v1\n-> \n\n--- " + "A".repeat(43) + "\n",
                "age-encryption.org/v1\n" + "-> X25519\n\n".repeat(5000),
                "age-encryption.org/v1\n" + stanza.repeat(20_000) + "--- " + "A".repeat(43) + "\n",
                "age-encryption.org/v1\n-> ssh-ed25519 AAAAAA " + "A".repeat(1 << 20) + "\n",
                "age-encryption.org/v1\n-> ssh-ed25519 " + SSH.told() + "\n\u00e9\n",
                "-----BEGIN AGE ENCRYPTED FILE-----",
                "-----BEGIN AGE ENCRYPTED FILE-----\n-----END AGE ENCRYPTED FILE-----\n",
                "-----BEGIN AGE ENCRYPTED FILE-----\n=\n====\n*\n",
                "-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCg==\n-----END AGE ENCRYPTED FILE-----\n")) {
            refused(head.getBytes(StandardCharsets.UTF_8), SSH, head.substring(0, Math.min(60, head.length())));
            refused(head.getBytes(StandardCharsets.UTF_8), AGE, head.substring(0, Math.min(60, head.length())));
        }
    }

    @Test
    void armorIsTakenOff() throws Exception {
        byte[] contents = new byte[3 * CHUNK + 5];
        new Random(7).nextBytes(contents);
        String armored = armored(sealed(contents, SSH));

        assertThat(opened(Files.writeString(folder.resolve("a.age"), armored), SSH))
                .isEqualTo(contents);
        assertThat(opened(Files.writeString(folder.resolve("a.age"), armored.replace("\n", "\r\n")), SSH))
                .isEqualTo(contents);
        refused(bytes(armored.substring(0, armored.length() / 2)), SSH, "cut armor");
        refused(
                bytes(armored.replace("-----END AGE ENCRYPTED FILE-----", "")
                        .strip()
                        .replaceFirst(".{5}$", "")),
                SSH,
                "cut at its end");
        refused(bytes(armored.replaceFirst("(?s)(.{5000})[A-Za-z0-9]", "$1*")), SSH, "altered armor");
    }

    /** Both files were sealed by the program age 1.3.2, not by us. */
    @ParameterizedTest
    @ValueSource(strings = {"age", "ssh"})
    void whatTheProgramAgeSealedIsOpened(String kind) throws Exception {
        Path file = folder.resolve("a.age");
        try (InputStream in = resource("sealed-by-age.txt")) {
            Files.copy(in, file);
        }
        String key;
        try (InputStream in = resource("key-of-" + kind + ".txt")) {
            key = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(opened(file, new MadeUpKeys("", key)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("What was captured.\n");
    }

    @Test
    void asManyRecipientsAsHaveRoomAreServed() throws Exception {
        List<Recipient> many = new ArrayList<>();
        for (int i = 0; i < Seal.MOST - 1; i++) {
            many.add(Recipient.of(MadeUpKeys.ssh().told()));
        }
        many.add(Recipient.of(AGE.told()));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream out = new Seal(many).over(file)) {
            out.write(bytes("for all"));
        }
        assertThat(opened(Files.write(folder.resolve("a.age"), file.toByteArray()), AGE))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("for all");
        many.add(Recipient.of(SSH.told()));
        assertThatThrownBy(() -> new Seal(many)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingOfItIsLeftInTheTemporaryFolder() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path file = Files.write(folder.resolve("a.age"), sealed(new byte[CHUNK], AGE));
        try (SeekableByteChannel open = Sealed.open(file, Identities.in(AGE.kept()));
                var left = Files.list(temporary)) {
            assertThat(open.size()).isEqualTo(CHUNK);
            assertThat(left.map(each -> each.getFileName().toString()))
                    .noneMatch(name -> name.matches("ergodiag-[0-9a-f-]{36}"));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(SealedTest.class.getResourceAsStream("/ergodiag/seal/" + name));
    }

    private static String armored(byte[] sealed) {
        return "-----BEGIN AGE ENCRYPTED FILE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(sealed)
                + "\n-----END AGE ENCRYPTED FILE-----\n";
    }

    private String refused(byte[] file, MadeUpKeys key, String which) throws IOException {
        Path path = Files.write(folder.resolve("altered.age"), file);
        assertThat(Sealed.is(path)).as(which).isTrue();
        try {
            opened(path, key);
            throw new AssertionError("opened: " + which);
        } catch (Unopened e) {
            return e.getMessage();
        } catch (UnusableKey e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sealed(byte[] contents, MadeUpKeys... keys) throws IOException, UnusableKey {
        List<Recipient> recipients = new ArrayList<>();
        for (MadeUpKeys key : keys) {
            recipients.add(Recipient.of(key.told()));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream out = new Seal(recipients).over(file)) {
            out.write(contents);
        }
        return file.toByteArray();
    }

    private static byte[] opened(Path file, MadeUpKeys... keys) throws IOException, UnusableKey {
        Identities all = Identities.NONE;
        for (MadeUpKeys key : keys) {
            all = all.and(Identities.in(key.kept()));
        }
        try (SeekableByteChannel open = Sealed.open(file, all)) {
            return Channels.newInputStream(open).readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
