package ergodiag.ergo;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.ergo.observer.Counterpart;
import ergodiag.ergo.observer.ObserverTool;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an Observer is asked for each question (ERGO.md 7). */
final class ObserverQuestionsTest {
    /** The tools of an Observer that change something, or are not ours to call. */
    private static final Set<String> NEVER = Set.of(
            "send",
            "send_exit",
            "kill",
            "log_level_set",
            "tracing_sampler_set",
            "process_tune",
            "app_start",
            "app_stop",
            "app_unload",
            "cluster_query",
            "cluster_batch",
            "job_cancel",
            "job_list");

    private static Map<String, Object> asked(Tool tool, Map<String, Object> arguments) {
        return tool.there(arguments).orElseThrow().arguments().apply(arguments);
    }

    @Test
    void nothingThatChangesAnythingIsAmongWhatIsAsked() {
        assertThat(Arrays.stream(ObserverTool.values()).map(ObserverTool::wireName))
                .doesNotContainAnyElementsOf(NEVER);
        for (Tool tool : Tool.values()) {
            if (!tool.access().isAllowed()) {
                assertThat(tool.there()).as(tool.toolName()).isEmpty();
            }
        }
    }

    @Test
    void theNewestProcessesAreThoseOfAnEndlessStart() {
        assertThat(asked(Tool.PROCESS_LIST, Map.of("max_uptime", 10L, "sort_by", "uptime", "limit", 60L)))
                .isEqualTo(Map.of("scan", "ordered", "start", -1L, "limit", 60L));
    }

    @Test
    void thoseWithAQueueAreAskedForByItsLength() {
        assertThat(asked(Tool.PROCESS_LIST, Map.of("sort_by", "mailbox", "limit", 60L)))
                .isEqualTo(Map.of("minMailbox", 1L, "limit", 60L));
    }

    @Test
    void whatOnlySortingTellsIsNotAskedThere() {
        for (String key : List.of("running_time", "wakeups", "drain", "messages_in")) {
            assertThat(Tool.PROCESS_LIST.there(Map.of("sort_by", key))).as(key).isEmpty();
        }
    }

    @Test
    void aProcessIsLookedAtByTheIdThatAnObserverGave() {
        Map<String, Object> pid = Map.of("pid", "shop@host1:1004.1795808989");
        Counterpart lens = Tool.PROCESS_INFO.there(pid).orElseThrow();
        assertThat(lens.tool().isLens()).isTrue();
        assertThat(lens.tool().uri("shop@host1", lens.arguments().apply(pid)))
                .isEqualTo("ergo://shop@host1/process/shop@host1:1004.1795808989");
        assertThat(Tool.PROCESS_INFO.there(Map.of("pid", "<1B30E9C5.0.1004>"))).isEmpty();
    }

    @Test
    void theAddressOfALensHasItsArgumentsBehindIt() {
        assertThat(ObserverTool.LENS_LOG.uri("a@b", Map.of("levels", "warning,error")))
                .isEqualTo("ergo://a@b/log?levels=warning,error");
        assertThat(ObserverTool.LENS_LOG.uri("a@b", Map.of("since", "17 95&x=#/")))
                .isEqualTo("ergo://a@b/log?since=17%2095%26x%3D%23%2F");
        assertThat(ObserverTool.CLUSTER_MAP.uri("", Map.of())).isEqualTo("ergo://cluster");
    }

    @Test
    void goroutinesAreFilteredByAPartOfTheirStackAndNothingElse() {
        assertThat(asked(Tool.PPROF_GOROUTINES, Map.of("filter", "<1B30E9C5.0.1004>")))
                .isEqualTo(Map.of("stack", "<1B30E9C5.0.1004>"));
        assertThat(Tool.PPROF_GOROUTINES.there(Map.of("exclude", "runtime"))).isEmpty();
        assertThat(Tool.PPROF_GOROUTINES.there(Map.of("debug", 1L))).isEmpty();
    }

    @Test
    void whatIsSaidWithAnotherAnswerIsNoQuestionOfItsOwn() {
        assertThat(Arrays.stream(Tool.values()).filter(Tool::isSaidWithAnother))
                .containsExactlyInAnyOrder(
                        Tool.RUNTIME_STATS, Tool.LOGGERS_LIST, Tool.NETWORK_ACCEPTORS, Tool.REGISTRAR_INFO);
    }

    @Test
    void profilesOfTheCpuSamplersAndPingsHaveNoCounterpart() {
        for (Tool tool :
                List.of(Tool.PPROF_CPU, Tool.SAMPLE_START, Tool.SAMPLE_READ, Tool.NETWORK_PING, Tool.NODE_ENV)) {
            assertThat(tool.there()).as(tool.toolName()).isEmpty();
        }
        assertThat(Tool.SAMPLE_LISTEN.there(Map.of("event", "ticks"))).isEmpty();
    }
}
