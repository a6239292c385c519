package ergodiag.redact.names;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.ergo.Ids;
import ergodiag.ergo.NameKind;
import ergodiag.redact.Privacy.Pseudonymised;
import ergodiag.redact.SiteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in texts: found where they are names, and left where they are code or words. */
class NameTextTest {
    private final Pseudonyms pseudonyms =
            new Pseudonyms(Set.of(Pseudonymised.HOSTS, Pseudonymised.NAMES), SiteKey.NONE);
    private final NameText text = text();

    private NameText text() {
        pseudonyms.add(NameKind.NODE, "orders1@db7.corp.example");
        pseudonyms.add(NameKind.NODE, "orders2@db7.corp.example");
        pseudonyms.add(NameKind.PROCESS, "order_book");
        pseudonyms.add(NameKind.PROCESS, "stats");
        pseudonyms.add(NameKind.PROCESS, "cache_writer_1");
        pseudonyms.add(NameKind.PROCESS, "cache_writer_2");
        pseudonyms.add(NameKind.PROCESS, "user:4711/x");
        pseudonyms.add(NameKind.EVENT, "market_ticks");
        pseudonyms.add(NameKind.HOST, "10.20.30.40");
        pseudonyms.add(NameKind.HOST, "fe80::17:2");
        pseudonyms.add(NameKind.HOST, "web");
        pseudonyms.add(NameKind.HOST, "127.0.0.1");
        pseudonyms.draw();
        return new NameText(pseudonyms);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    order_book is full                     | proc-[a-z]{4} is full
                    no process 'stats' here                | no process 'proc-[a-z]{4}' here
                    remote call to 'orders1@db7.corp.example' failed | remote call to 'node-[a-z]{4}-1@host-[a-z]{4}-1' failed
                    ('order_book') main.OrderBook          | \\('proc-[a-z]{4}'\\) main.OrderBook
                    user:4711/x logged in                  | proc-[a-z]{4}-1 logged in
                    dial 10.20.30.40:5432 refused          | dial 240\\.\\d+\\.\\d+\\.\\d+:5432 refused
                    dial [fe80::17:2]:80                   | dial \\[2001:db8::[0-9a-f]+:[0-9a-f]+\\]:80
                    http://web/x and web:80 and web        | http://host-[a-z]{4}/x and host-[a-z]{4}:80 and web
                    db7.corp.example.                      | host-[a-z]{4}-1\\.
                    'market_ticks'@'orders2@db7.corp.example' | 'event-[a-z]{4}'@'node-[a-z]{4}-2@host-[a-z]{4}-1'
                    orders1@db7.corp.example:1005.1795809671  | node-[a-z]{4}-1@host-[a-z]{4}-1:1005\\.1795809671
                    orders2@db7.corp.example:stats            | node-[a-z]{4}-2@host-[a-z]{4}-1:proc-[a-z]{4}
                    no event orders2@db7.corp.example:market_ticks. | no event node-[a-z]{4}-2@host-[a-z]{4}-1:event-[a-z]{4}\\.
                    ergo://orders1@db7.corp.example/event/market_ticks | ergo://node-[a-z]{4}-1@host-[a-z]{4}-1/event/event-[a-z]{4}
                    inspect_event_market_ticks inspect_event_stats | inspect_event_event-[a-z]{4} inspect_event_proc-[a-z]{4}
                    observer_watcher_orders1@db7.corp.example | observer_watcher_node-[a-z]{4}-1@host-[a-z]{4}-1
                    """)
    void aNameGoesWhereItStandsAsOne(String before, String after) {
        assertThat(text.text(before)).matches(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the stats of today",
                "main.(*order_book).Handle(0x1)",
                "cluster/order_book.go:17 +0x1",
                "127.0.0.1:9922",
                "my_order_book_2",
                "at 12:30:45.123 v1.2.3"
            })
    void codeAndWordsStay(String text) {
        assertThat(this.text.text(text)).isEqualTo(text);
    }

    @Test
    void pidsEventsAndNamesCarryTheChecksumOfThePseudonym() {
        String crc = Ids.checksum("orders1@db7.corp.example");
        String other = Ids.checksum(pseudonyms.node("orders1@db7.corp.example"));

        assertThat(text.text("<" + crc + ".0.1005> Event#<" + crc + ":market_ticks> <" + crc + ".stats>"))
                .matches("<" + other + "\\.0\\.1005> Event#<" + other + ":event-[a-z]{4}> <" + other
                        + "\\.proc-[a-z]{4}>");
        assertThat(text.code("# labels: {\"pid\":\"<" + crc + ".0.1005>\"} order_book"))
                .isEqualTo("# labels: {\"pid\":\"<" + other + ".0.1005>\"} order_book");
        assertThat(text.text("<0BADF00D.0.7>")).matches("<[0-9A-F]{8}\\.0\\.7>").doesNotContain("0BADF00D");
    }

    @Test
    void namesThatDifferInDigitsStayAFamilyAndKeepNoDigit() {
        String one = text.text("cache_writer_1");
        String two = text.text("cache_writer_2");

        assertThat(one).isNotEqualTo(two).matches("proc-[a-z]{4}-[12]");
        assertThat(two).startsWith(one.substring(0, one.length() - 1));
    }

    @Test
    void theFrameworksOwnNamesAndEveryMachinesOwnAddressStay() {
        Pseudonyms names = new Pseudonyms(Set.of(Pseudonymised.HOSTS, Pseudonymised.NAMES), SiteKey.NONE);
        names.add(NameKind.APPLICATION, "mcp_app");
        names.add(NameKind.PROCESS, "system_sup");
        names.add(NameKind.PROCESS, "inspect_process_<1B30E9C5.0.1005>");
        names.add(NameKind.PROCESS, "observer_watcher_a@localhost");
        names.add(NameKind.NODE, "a@localhost");
        names.draw();

        assertThat(names.of(NameKind.APPLICATION)).isEmpty();
        assertThat(names.of(NameKind.PROCESS)).isEmpty();
        assertThat(names.node("a@localhost")).matches("node-[a-z]{4}@localhost");
    }

    @Test
    void behindANodeAndAColonStandsANameAndBehindAnyOtherAddressNone() {
        Pseudonyms names = new Pseudonyms(Set.of(Pseudonymised.HOSTS, Pseudonymised.NAMES), SiteKey.NONE);
        FoundNames found = new FoundNames(names, Set.of(Pseudonymised.HOSTS, Pseudonymised.NAMES));
        found.text("no event a@h1.example:ticks, mail from bob@h1.example:urgent, read ergo://cluster");
        found.string(Optional.of(NameKind.EVENT), false, "a@h1.example:orders");
        found.string(Optional.of(NameKind.PROCESS), false, "a@h1.example:1005.1795809671");
        names.add(NameKind.NODE, "a@h1.example");
        found.settle();
        names.draw();

        assertThat(names.of(NameKind.EVENT)).containsOnlyKeys("orders", "ticks");
        assertThat(names.of(NameKind.PROCESS)).isEmpty();
        assertThat(names.of(NameKind.HOST)).containsOnlyKeys("h1.example");
    }

    @Test
    void onlyWhatWasAskedForChanges() {
        Pseudonyms hosts = new Pseudonyms(Set.of(Pseudonymised.HOSTS), SiteKey.NONE);
        hosts.add(NameKind.NODE, "a@h1.example");
        hosts.add(NameKind.PROCESS, "order_book");
        hosts.draw();

        assertThat(hosts.node("a@h1.example")).matches("a@host-[a-z]{4}-1");
        assertThat(new NameText(hosts).text("order_book at a@h1.example")).matches("order_book at a@host-[a-z]{4}-1");
    }

    @Test
    void anotherBundleGetsOtherPseudonyms() {
        assertThat(text.text("order_book")).isNotEqualTo(new NameTextTest().text.text("order_book"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    peer trading-1 went away                   | peer host-[a-z]{4}-1 went away
                    TRADING-1.Trading-Headless.prod.SVC failed | host-[a-z]{4}-1 failed
                    looked up trading-headless.prod            | looked up host-[a-z]{4}
                    at orders-db.internal.acme.example:5432    | at host-[a-z]{4}:5432
                    mq-7.acme.example/203.0.113.77:9092 is up  | host-[a-z]{4}-\\d/240\\.\\d+\\.\\d+\\.\\d+:9092 is up
                    mail to robot@acme.example bounced         | mail to robot@host-[a-z]{4} bounced
                    in cluster/act.go:17 and main.go:3         | in cluster/act.go:17 and main.go:3
                    """)
    void aHostGoesInAnyCaseByItsFirstLabelsAndBeforeItsPort(String before, String after) {
        Pseudonyms hosts = new Pseudonyms(Set.of(Pseudonymised.HOSTS), SiteKey.NONE);
        hosts.add(NameKind.NODE, "trading@trading-1.trading-headless.prod.svc.cluster.local");
        Hosts.inText(before).forEach(host -> hosts.add(NameKind.HOST, host));
        hosts.draw();

        assertThat(new NameText(hosts).text(before)).matches(after);
    }

    @Test
    void withTheKeyOfASiteANameHasTheSamePseudonymWhateverElseIsThere(@TempDir Path folder) throws IOException {
        byte[] bytes = new byte[32];
        new Random(1).nextBytes(bytes);
        SiteKey key = SiteKey.of(Files.write(folder.resolve("key"), bytes));
        Pseudonyms few = drawn(key, "cache_writer_2");
        Pseudonyms many = drawn(key, "cache_writer_1", "cache_writer_2", "cache_writer_33", "order_book");

        assertThat(few.of(NameKind.PROCESS))
                .containsEntry("cache_writer_2", many.of(NameKind.PROCESS).get("cache_writer_2"));
        assertThat(few.node("n1@db7.corp.example")).isEqualTo(many.node("n1@db7.corp.example"));
        assertThat(many.of(NameKind.PROCESS).values()).doesNotHaveDuplicates().noneMatch(name -> name.contains("33"));
        assertThat(drawn(SiteKey.NONE, "cache_writer_2").of(NameKind.PROCESS)).isNotEqualTo(few.of(NameKind.PROCESS));
    }

    private static Pseudonyms drawn(SiteKey key, String... processes) {
        Pseudonyms drawn = new Pseudonyms(Set.of(Pseudonymised.HOSTS, Pseudonymised.NAMES), key);
        drawn.add(NameKind.NODE, "n1@db7.corp.example");
        for (String process : processes) {
            drawn.add(NameKind.PROCESS, process);
        }
        drawn.draw();
        return drawn;
    }
}
