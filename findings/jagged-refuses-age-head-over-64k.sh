#!/usr/bin/env bash
# com.exceptionfactory.jagged 0.4.0 (age for Java) refuses a file that age 1.3.1 made and opens: one whose head, with the recipients' parts, is longer than 64 KiB.
#
# Expected from memory: the format age-encryption.org/v1 knows no bound for its head, so that whatever the reference implementation seals and opens for a
# thousand recipients, a library for the same format opens with the key of one of them.
# Seen: with 600 recipients (a head of 59 KB) both open it; with 700 (69 KB) age does, and jagged says that the code that ends the head is not there, as of a
# damaged file. Whoever seals for a whole company with age locks out those who open it with this library.
#
# Needs: a JDK 17, Maven, and Go 1.24. Ends with 0 when seen as told, 1 when not.
set -euo pipefail
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
for artifact in jagged-api jagged-framework jagged-x25519 jagged-bech32; do
    mvn -q -B dependency:copy -Dartifact=com.exceptionfactory.jagged:$artifact:0.4.0 -DoutputDirectory=lib
done
GOBIN=$folder GOPATH=$folder/go GOFLAGS=-modcacherw go install filippo.io/age/cmd/age@v1.3.1 filippo.io/age/cmd/age-keygen@v1.3.1
cat >Open.java <<'J'
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.List;

class Open {
    public static void main(String[] a) throws Exception {
        var reader = X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(
                Files.readAllLines(Path.of(a[1])).stream().filter(line -> line.startsWith("AGE-")).findFirst().orElseThrow());
        try (ReadableByteChannel in = new StandardDecryptingChannelFactory()
                .newDecryptingChannel(Files.newByteChannel(Path.of(a[0])), List.of(reader))) {
            System.out.println(new String(Channels.newInputStream(in).readAllBytes()));
        } catch (Exception e) {
            System.out.println(e.getClass().getName() + ": " + e.getMessage());
        }
    }
}
J
./age-keygen -o key 2>/dev/null
for number in 600 700; do
    { ./age-keygen -y key; for _ in $(seq 2 $number); do ./age-keygen 2>/dev/null | ./age-keygen -y; done; } >recipients
    echo 'a text' | ./age -R recipients -o sealed
    echo "$number: age $(./age -d -i key sealed)"
    echo "$number: jagged $(java -cp 'lib/*' Open.java sealed key)"
done | tee seen
[ "$(cat seen)" = '600: age a text
600: jagged a text
700: age a text
700: jagged com.exceptionfactory.jagged.framework.format.HeaderDecodingException: Message Authentication Code not found after Recipient Stanzas' ] \
    || { echo 'the behaviour has changed'; exit 1; }
