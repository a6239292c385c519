package ergodiag.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Finding;
import ergodiag.findings.Relation;
import ergodiag.findings.Relation.Kind;
import ergodiag.findings.Severity;
import ergodiag.findings.Subject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every tie by a cause, an effect that it explains, and a stranger that it does not; the names are chosen to be mistaken for each other. */
class CausesTest {
    private static final String NEAR = "app@10.0.0.1";
    private static final String FAR = "app@10.0.0.12";
    private static final String THIRD = "app@10.0.0.123";
    private static final Subject BOOK = process(NEAR, "<A.0.1>", "order_book", "shop.Order");
    private static final Subject OTHER = process(NEAR, "<A.0.12>", "order_book_2", "shop.OrderBook");
    private static final Subject TWIN = process(FAR, "<A.0.1>", "order_book", "shop.Order");
    private static final Subject LINK = Subject.link(NEAR, FAR);
    private static final Subject BACK = Subject.link(FAR, NEAR);
    private static final Subject ELSEWHERE = Subject.link(NEAR, THIRD);

    /** What one tie explains and what it leaves alone. */
    private record Case(String says, Finding cause, Finding effect, Finding stranger) {
        @Override
        public String toString() {
            return says;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                of(
                        "a node that is gone explains who waits for a process of it",
                        finding("ED0101", Subject.node(NEAR)),
                        finding("ED0203", process(THIRD, "<C.0.1>", "", "shop.Till"), to(Kind.WAITS_FOR, BOOK)),
                        finding("ED0203", process(THIRD, "<C.0.2>", "", "shop.Till"), to(Kind.WAITS_FOR, TWIN))),
                of(
                        "a deploy explains the connections that were lost meanwhile",
                        finding("ED0125", Subject.node(NEAR), Relation.node(Kind.WAS_AWAY, NEAR)),
                        finding("ED0119", Subject.node(FAR), Relation.unknown(Kind.LOST_CONNECTIONS)),
                        finding("ED0105", Subject.node(FAR), Relation.node(Kind.LOG_NAMES, THIRD))),
                of(
                        "a node that stands still explains the calls of others that fail",
                        finding("ED0124", Subject.node(NEAR), Relation.node(Kind.WAS_AWAY, NEAR)),
                        finding("ED0103", Subject.node(FAR), Relation.unknown(Kind.UNDELIVERED_ELSEWHERE)),
                        finding(
                                "ED0103",
                                Subject.node(THIRD),
                                Relation.unknown(Kind.UNDELIVERED_ELSEWHERE),
                                Relation.node(Kind.NOT_REGISTERED_AT, FAR))),
                of(
                        "a log storm of a connection explains the count of its errors",
                        finding("ED0107", LINK),
                        finding("ED0105", LINK),
                        finding("ED0105", ELSEWHERE)),
                of(
                        "a cluster in parts explains the links between them",
                        finding("ED0813", Subject.node(NEAR), Relation.node(Kind.CUT_OFF, NEAR)),
                        finding("ED0801", LINK),
                        finding("ED0801", Subject.link(FAR, THIRD))),
                of(
                        "a cluster in parts explains who waits for the other side",
                        finding("ED0813", Subject.node(NEAR), Relation.node(Kind.CUT_OFF, NEAR)),
                        finding("ED0203", TWIN, to(Kind.WAITS_FOR, BOOK)),
                        finding("ED0203", OTHER, to(Kind.WAITS_FOR, BOOK))),
                of(
                        "a node all of whose links are ill explains each of them",
                        finding("ED0814", Subject.node(FAR)),
                        finding("ED0801", LINK),
                        finding("ED0801", ELSEWHERE)),
                of(
                        "a link that loses explains what goes wrong on it",
                        finding("ED0801", LINK),
                        finding("ED0803", BACK),
                        finding("ED0803", ELSEWHERE)),
                of(
                        "a link that loses explains who waits over it",
                        finding("ED0801", LINK),
                        finding("ED0203", BOOK, to(Kind.WAITS_FOR, TWIN)),
                        finding("ED0203", OTHER, to(Kind.WAITS_FOR, process(THIRD, "<C.0.1>", "order_book", "")))),
                of(
                        "a link that flaps explains that it is young",
                        finding("ED0804", LINK),
                        finding("ED0805", BACK),
                        finding("ED0805", ELSEWHERE)),
                of(
                        "a one-sided link explains what its end could not deliver elsewhere",
                        finding("ED0803", LINK),
                        finding("ED0103", Subject.node(FAR), Relation.unknown(Kind.UNDELIVERED_ELSEWHERE)),
                        finding(
                                "ED0103",
                                Subject.node(NEAR),
                                Relation.unknown(Kind.UNDELIVERED_ELSEWHERE),
                                Relation.node(Kind.NOT_REGISTERED_AT, THIRD))),
                of(
                        "a process that stands still now and then explains its long callback",
                        finding("ED0213", BOOK),
                        finding("ED0206", BOOK),
                        finding("ED0206", TWIN)),
                of(
                        "a leak explains that a memory limit leaves no room",
                        finding("ED0401", BOOK),
                        finding("ED0406", Subject.node(NEAR)),
                        finding("ED0406", Subject.node(FAR))),
                of(
                        "a memory limit without room explains collection",
                        finding("ED0406", Subject.node(NEAR)),
                        finding("ED0302", Subject.node(NEAR)),
                        finding("ED0302", Subject.node(FAR))),
                of(
                        "who makes and drops much explains collection",
                        finding("ED0404", BOOK.in("shop.render")),
                        finding("ED0302", Subject.node(NEAR)),
                        finding("ED0302", Subject.node(THIRD))),
                of(
                        "who makes and drops much explains where the CPU goes",
                        finding("ED0404", BOOK.in("shop.render")),
                        finding("ED0301", BOOK.in("shop.render")),
                        finding("ED0301", OTHER)),
                of(
                        "collection explains that a node is busy",
                        finding("ED0302", Subject.node(NEAR)),
                        finding("ED0304", Subject.node(NEAR)),
                        finding("ED0304", Subject.node(FAR))),
                of(
                        "processes that pile up explain their aliases",
                        finding("ED0501", BOOK),
                        finding("ED0407", Subject.node(NEAR)),
                        finding("ED0407", OTHER)),
                of(
                        "aliases that pile up explain the memory that they take",
                        finding("ED0407", BOOK),
                        finding("ED0401", Subject.node(NEAR)),
                        finding("ED0401", OTHER)),
                of(
                        "too few TCP links explain a slow link",
                        finding("ED0807", LINK),
                        finding("ED0810", BACK),
                        finding("ED0810", ELSEWHERE)),
                of(
                        "a slow link explains a slow ping",
                        finding("ED0810", LINK),
                        finding("ED0113", BACK),
                        finding("ED0113", ELSEWHERE)),
                of(
                        "refused handshakes explain what is logged of them",
                        finding("ED0809", Subject.node(NEAR)),
                        finding("ED0105", logger(NEAR, "", NEAR), Relation.unknown(Kind.LOG_OF_HANDSHAKE)),
                        finding("ED0105", logger(NEAR, "handshake", "shop.Handshake"))),
                of(
                        "a supervisor that gave up explains what it took along",
                        finding("ED0603", OTHER, Relation.behavior(Kind.TOOK_ALONG, NEAR, "shop.Order")),
                        finding("ED0601", BOOK),
                        finding("ED0601", process(NEAR, "<A.0.3>", "till", "shop.OrderBooks"))),
                of(
                        "a supervisor that ended explains the application that stopped",
                        finding("ED0605", BOOK),
                        finding("ED0110", Subject.application(NEAR, "shop")),
                        finding("ED0110", Subject.application(NEAR, "shopping"))),
                of(
                        "a failure that takes siblings along explains that they die and come back",
                        finding("ED0601", BOOK, Relation.behavior(Kind.TOOK_ALONG, NEAR, "shop.Till")),
                        finding("ED0601", process(NEAR, "<A.0.3>", "till", "shop.Till")),
                        finding("ED0601", process(FAR, "<A.0.3>", "till", "shop.Till"))),
                of(
                        "a failure that took linked ones along explains what they logged",
                        finding("ED0607", BOOK),
                        finding("ED0105", logger(NEAR, "", NEAR)),
                        finding("ED0105", logger(FAR, "", FAR))),
                of(
                        "a failure that took linked ones along explains the application that stopped",
                        finding("ED0607", BOOK),
                        finding("ED0110", Subject.application(NEAR, "shop")),
                        finding("ED0110", Subject.application(NEAR, "shopping"))),
                of(
                        "what ended explains what is still sent to it",
                        finding("ED0607", BOOK, Relation.node(Kind.SENT_IN_VAIN, FAR)),
                        finding("ED0103", Subject.node(FAR)),
                        finding("ED0103", Subject.node(THIRD))),
                of(
                        "a circle explains that its members wait",
                        finding("ED0215", BOOK, to(Kind.IN_CIRCLE, BOOK), to(Kind.IN_CIRCLE, TWIN)),
                        finding("ED0203", TWIN),
                        finding("ED0203", OTHER)),
                of(
                        "one that is too slow explains who is late as it waits for it",
                        finding("ED0202", BOOK),
                        finding("ED0202", process(FAR, "<B.0.2>", "till", "shop.Till"), to(Kind.WAITS_FOR, BOOK)),
                        finding("ED0202", process(FAR, "<B.0.3>", "till", "shop.Till"), to(Kind.WAITS_FOR, TWIN))),
                of(
                        "one that waits explains what it logs of time-outs",
                        finding("ED0214", BOOK),
                        finding("ED0105", BOOK, Relation.unknown(Kind.LOG_OF_TIMEOUT)),
                        finding("ED0105", OTHER, Relation.unknown(Kind.LOG_OF_TIMEOUT))),
                of(
                        "one that stands still now and then explains what it logs of time-outs",
                        finding("ED0213", BOOK),
                        finding("ED0105", BOOK, Relation.unknown(Kind.LOG_OF_TIMEOUT)),
                        finding("ED0105", OTHER, Relation.unknown(Kind.LOG_OF_TIMEOUT))),
                of(
                        "one that stands still waiting for another explains the calls of its node that fail",
                        finding("ED0213", BOOK, to(Kind.WAITS_FOR, TWIN)),
                        finding("ED0103", Subject.node(NEAR), Relation.unknown(Kind.FAILED_CALLS)),
                        finding("ED0103", Subject.node(FAR), Relation.unknown(Kind.FAILED_CALLS))),
                of(
                        "one that waits for another explains the calls of its node that fail",
                        finding("ED0214", BOOK, to(Kind.WAITS_FOR, TWIN)),
                        finding("ED0103", Subject.node(NEAR), Relation.unknown(Kind.FAILED_CALLS)),
                        finding("ED0103", Subject.node(FAR), Relation.unknown(Kind.FAILED_CALLS))),
                of(
                        "one that holds up others explains its long callback",
                        finding("ED0216", BOOK),
                        finding("ED0206", BOOK),
                        finding("ED0206", OTHER)),
                of(
                        "a logger that is too slow explains its long callback",
                        finding("ED0217", BOOK),
                        finding("ED0206", BOOK),
                        finding("ED0206", OTHER)),
                of(
                        "a logger that is too slow is told with the log storm of its node",
                        finding("ED0217", BOOK),
                        finding("ED0107", logger(NEAR, "till", "shop.Till")),
                        finding("ED0107", logger(FAR, "till", "shop.Till"))),
                of(
                        "a job that overlaps itself explains the starts that fail",
                        finding("ED0503", BOOK, Relation.node(Kind.FAILED_STARTS, NEAR)),
                        finding("ED0502", Subject.node(NEAR)),
                        finding("ED0502", Subject.node(FAR))),
                of(
                        "a worker that is too slow explains who waits for its pool",
                        finding("ED0205", OTHER, to(Kind.WORKS_FOR, BOOK)),
                        finding("ED0203", process(FAR, "<B.0.2>", "till", "shop.Till"), to(Kind.WAITS_FOR, BOOK)),
                        finding("ED0203", process(FAR, "<B.0.3>", "till", "shop.Till"), to(Kind.WAITS_FOR, TWIN))),
                of(
                        "a restart loop explains what its new pids log",
                        finding("ED0601", BOOK),
                        finding("ED0106", Subject.process(Subject.Kind.LOG, NEAR, "<A.0.99>", "", "shop.Order", "")),
                        finding(
                                "ED0106",
                                Subject.process(Subject.Kind.LOG, NEAR, "<A.0.12>", "", "shop.OrderBook", ""))),
                of(
                        "a restart loop explains the errors before the window",
                        finding("ED0601", BOOK),
                        finding("ED0120", Subject.node(NEAR)),
                        finding("ED0120", Subject.node(FAR))),
                of(
                        "a restart loop explains what died before the window",
                        finding("ED0601", BOOK),
                        finding("ED0606", process(NEAR, "<A.0.3>", "till", "shop.Till")),
                        finding("ED0606", process(FAR, "<A.0.3>", "till", "shop.Till"))),
                of(
                        "what died before the window explains its errors",
                        finding("ED0606", BOOK),
                        finding("ED0120", Subject.node(NEAR)),
                        finding("ED0120", Subject.node(FAR))),
                of(
                        "what died before the window and is gone explains an application that is down",
                        finding("ED0606", Subject.node(NEAR)),
                        finding("ED0110", Subject.application(NEAR, "shop")),
                        finding("ED0110", Subject.application(FAR, "shop"))),
                of(
                        "a link that flaps explains the connections lost before the window",
                        finding("ED0804", Subject.link(NEAR, FAR)),
                        finding("ED0121", Subject.node(FAR)),
                        finding("ED0121", Subject.node("elsewhere@host"))),
                of(
                        "a connection that closed explains that its ends lost one",
                        finding("ED0815", LINK),
                        finding("ED0119", Subject.node(FAR), Relation.unknown(Kind.LOST_CONNECTIONS)),
                        finding("ED0119", Subject.node(THIRD), Relation.unknown(Kind.LOST_CONNECTIONS))),
                of(
                        "a connection that closed explains what its end could not deliver elsewhere",
                        finding("ED0815", LINK),
                        finding("ED0103", Subject.node(FAR), Relation.unknown(Kind.UNDELIVERED_ELSEWHERE)),
                        finding("ED0103", Subject.node(THIRD), Relation.unknown(Kind.UNDELIVERED_ELSEWHERE))),
                of(
                        "a connection that closed explains who waits for an answer over it",
                        finding("ED0815", Subject.link(NEAR, FAR)),
                        finding("ED0203", process(FAR, "<C.0.1>", "", "shop.Till"), to(Kind.WAITS_FOR, BOOK)),
                        finding(
                                "ED0203",
                                process(FAR, "<C.0.2>", "", "shop.Tills"),
                                Relation.node(Kind.WAITS_FOR, THIRD))),
                of(
                        "a node that stood still explains a connection of it that closed",
                        finding("ED0124", Subject.node(NEAR), Relation.node(Kind.WAS_AWAY, NEAR)),
                        finding("ED0815", Subject.link(NEAR, FAR)),
                        finding("ED0815", Subject.link(FAR, THIRD))),
                of(
                        "a node that restarted explains the connections it lost before",
                        finding("ED0102", Subject.node(NEAR)),
                        finding("ED0121", Subject.node(NEAR)),
                        finding("ED0121", Subject.node(FAR))),
                of(
                        "a full pool explains its workers",
                        finding("ED0207", OTHER, Relation.behavior(Kind.WORKED_BY, NEAR, "shop.Order")),
                        finding("ED1001", BOOK.in("shop.wait")),
                        finding(
                                "ED1001",
                                process(NEAR, "<A.0.3>", "till", "shop.Orders").in("shop.waits"))),
                of(
                        "a full pool explains who logs about it",
                        finding("ED0207", BOOK),
                        finding("ED0105", logger(NEAR, "till", "shop.Till"), to(Kind.LOG_NAMES, BOOK)),
                        finding("ED0105", logger(NEAR, "order_book_", "shop.Till"), to(Kind.LOG_NAMES, OTHER))),
                of(
                        "a queue at a lock explains the time that locks take",
                        finding("ED1002", BOOK.in("shop.lock")),
                        finding("ED0303", Subject.node(NEAR)),
                        finding("ED0303", Subject.node(FAR))),
                of(
                        "a zombie explains that it is blocked",
                        finding("ED0701", BOOK),
                        finding("ED0201", BOOK),
                        finding("ED0201", TWIN)),
                of(
                        "two that wait for each other are one deadlock",
                        finding("ED0203", BOOK, to(Kind.WAITS_AS_LONG_AS, OTHER)),
                        finding("ED0203", OTHER, to(Kind.WAITS_AS_LONG_AS, BOOK)),
                        finding("ED0203", TWIN, to(Kind.WAITS_AS_LONG_AS, OTHER))),
                of(
                        "a blocked process explains who waits for it",
                        finding("ED0201", BOOK),
                        finding("ED0203", OTHER, to(Kind.WAITS_FOR, BOOK)),
                        finding("ED0203", process(NEAR, "<A.0.4>", "till", "shop.Till"), to(Kind.WAITS_FOR, TWIN))),
                of(
                        "a blocked process explains that its goroutine stands still",
                        finding("ED0201", BOOK),
                        finding("ED1001", BOOK),
                        finding("ED1001", OTHER)),
                of(
                        "a slow start explains that the starter is blocked",
                        finding("ED0111", OTHER, to(Kind.STARTED_BY, BOOK)),
                        finding("ED0201", BOOK),
                        finding("ED0201", TWIN)),
                of(
                        "a process leak explains the memory of its node",
                        finding("ED0501", BOOK),
                        finding("ED0401", Subject.node(NEAR)),
                        finding("ED0401", Subject.function(NEAR, "shop.keep"))),
                of(
                        "meta processes that pile up explain their goroutines",
                        aspect("they are meta processes", finding("ED0407", BOOK)),
                        finding("ED1003", Subject.function(NEAR, "internal/poll.runtime_pollWait")),
                        finding("ED1003", Subject.function(NEAR, "shop.fetch"))),
                of(
                        "a goroutine leak explains the memory of its node",
                        finding("ED1003", Subject.function(NEAR, "shop.fetch")),
                        finding("ED0402", Subject.node(NEAR)),
                        finding("ED0402", Subject.node(FAR))),
                of(
                        "a goroutine leak explains the stacks that grow in its function",
                        finding("ED1003", Subject.function(NEAR, "shop.fetch")),
                        finding("ED0405", BOOK.in("shop.fetch")),
                        finding("ED0405", BOOK.in("shop.fetchAll"))),
                of(
                        "goroutines that pile up explain the heap",
                        finding("ED0405", BOOK),
                        finding("ED0401", Subject.node(NEAR)),
                        finding("ED0401", OTHER)),
                of(
                        "a mailbox that fills explains the heap",
                        finding("ED0202", BOOK),
                        finding("ED0403", Subject.node(NEAR)),
                        finding("ED0403", OTHER)),
                of(
                        "kept memory explains the work of collection",
                        finding("ED0401", Subject.node(NEAR)),
                        finding("ED0302", Subject.node(NEAR)),
                        finding("ED0302", Subject.node(FAR))),
                of(
                        "a hot function explains the busy node",
                        finding("ED0301", BOOK),
                        finding("ED0304", Subject.node(NEAR)),
                        finding("ED0304", Subject.node(FAR))),
                of(
                        "a text that repeats explains the count",
                        finding("ED0604", logger(NEAR, "", "shop.Order")),
                        finding("ED0105", BOOK),
                        finding("ED0105", OTHER)),
                of(
                        "a log storm explains the count",
                        finding("ED0107", BOOK),
                        finding("ED0105", Subject.node(NEAR)),
                        finding("ED0105", TWIN)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void explainsWhatBelongsToItAndNothingElse(Case one) {
        List<Finding> tied = Causes.tie(List.of(one.stranger(), one.effect(), one.cause()));

        Map<String, Finding> byId = new LinkedHashMap<>();
        tied.forEach(finding -> byId.put(finding.id(), finding));
        assertThat(byId.get(one.cause().id()).explains())
                .containsExactly(one.effect().id());
        assertThat(byId.get(one.effect().id()).severity()).isEqualTo(Severity.INFO);
        assertThat(byId.get(one.stranger().id()).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void everyTieIsReached() {
        assertThat(IntStream.range(0, Causes.TIES.size())
                        .filter(tie -> cases().noneMatch(one -> reached(one) == tie))
                        .mapToObj(tie -> Causes.TIES.get(tie).causes() + " -> "
                                + Causes.TIES.get(tie).effects()))
                .isEmpty();
    }

    /** A count is about a node and names none of its zombies: no tie by process holds for it, and one by node would put a zombie before what is worse. */
    @Test
    void aCountOfZombiesIsTiedToNothing() {
        assertThat(Causes.TIES)
                .flatExtracting(tie -> Stream.concat(tie.causes().stream(), tie.effects().stream())
                        .toList())
                .contains("ED0701")
                .doesNotContain("ED0109", "ED0703", "ED0704", "ED07");
    }

    /** The place in the table of the tie that decides the case. */
    private static int reached(Case one) {
        return IntStream.range(0, Causes.TIES.size())
                .filter(tie -> Causes.TIES.get(tie).ties(one.cause(), one.effect()))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void whatBelongsToSeveralCausesIsExplainedByTheWorst() {
        Finding late = finding("ED0202", BOOK);
        Finding stands = finding("ED1001", BOOK);
        Finding blocked = finding("ED0201", BOOK).as(Severity.CRITICAL);

        assertThat(Causes.tie(List.of(late, stands, blocked)))
                .filteredOn(finding -> !finding.explains().isEmpty())
                .singleElement()
                .satisfies(cause -> assertThat(cause.code()).isEqualTo("ED0201"));
    }

    @Test
    void twoFindingsNeverExplainEachOther() {
        assertThat(Causes.tie(List.of(finding("ED0601", BOOK), finding("ED0602", BOOK))))
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .hasSize(1);
    }

    @Test
    void whatIsOnlyInformationExplainsNothing() {
        assertThat(Causes.tie(List.of(finding("ED0201", BOOK).as(Severity.INFO), finding("ED1001", BOOK))))
                .allMatch(finding -> finding.explains().isEmpty());
    }

    @Test
    void theWorstCauseComesFirstAndWhatItExplainsLast() {
        Finding stands = finding("ED1001", BOOK);
        List<Finding> tied = Causes.tie(
                List.of(stands, finding("ED0110", Subject.application(FAR, "shop")), finding("ED0201", BOOK)));

        assertThat(tied).extracting(Finding::code).containsExactly("ED0201", "ED0110", "ED1001");
        assertThat(tied)
                .isSortedAccordingTo(Comparator.comparing(Finding::severity).reversed());
    }

    private static Case of(String says, Finding cause, Finding effect, Finding stranger) {
        return new Case(says, cause, effect, stranger);
    }

    private static Subject process(String node, String pid, String name, String behavior) {
        return Subject.process(Subject.Kind.PROCESS, node, pid, name, behavior, "shop");
    }

    private static Subject logger(String node, String name, String behavior) {
        return Subject.process(Subject.Kind.LOG, node, "", name, behavior, "");
    }

    private static Relation to(Kind kind, Subject other) {
        return new Relation(kind, other.node(), other.pid(), other.name(), other.behavior(), "");
    }

    /** As a playbook writes it; the sentence says nothing that could decide. */
    private static Finding aspect(String aspect, Finding of) {
        return new Finding(
                of.code(),
                of.playbook(),
                of.severity(),
                of.id(),
                of.since(),
                of.subject(),
                of.relations(),
                aspect,
                of.prose(),
                of.basis(),
                of.explains(),
                of.also());
    }

    private static Finding finding(String code, Subject subject, Relation... relations) {
        Examination examination = new Examination(new Card(PlaybookName.values()[0], "", List.of()), Map.of());
        return examination
                .finding(code, Severity.WARNING, subject)
                .sentence("There is something.")
                .relation(relations)
                .add();
    }
}
