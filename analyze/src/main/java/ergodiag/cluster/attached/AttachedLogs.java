package ergodiag.cluster.attached;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Ids;
import ergodiag.ergo.LogEntry;
import ergodiag.ergo.LogFile;
import ergodiag.ergo.UnreadableReply;
import ergodiag.ergo.pprof.ProfileForm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The log files that the user took along, as far as they are one node's: those said to be, and of the others the lines whose pid is the node's.
 * Lines from before the capture are context and count for nothing.
 */
public final class AttachedLogs {
    private final List<LogEntry> entries = new ArrayList<>();
    private final Instant from;
    private final Instant to;
    private final Duration offset;

    /** @param pids of processes of the node */
    public AttachedLogs(Bundle bundle, String node, Duration offset, Set<String> nodes, Collection<String> pids) {
        this.from = bundle.manifest().capture().started();
        this.to = bundle.manifest().capture().finished().orElse(from);
        this.offset = offset;
        List<Call> files = bundle.calls().stream()
                .filter(call -> call.tool().equals(ProfileForm.TOOL)
                        && ProfileForm.of(call).isEmpty()
                        && call.file().isPresent())
                .toList();
        Set<String> checksums = files.isEmpty() ? Set.of() : checksums(pids);
        for (Call call : files) {
            boolean own = call.node().equals(node);
            boolean nobodys = !nodes.contains(call.node());
            read(bundle, call).stream()
                    .filter(entry -> own || nobodys && isOf(checksums, entry))
                    .forEach(entries::add);
        }
    }

    private static Set<String> checksums(Collection<String> pids) {
        return pids.stream()
                .map(Ids::inTexts)
                .filter(pid -> pid.length() > 9)
                .map(pid -> pid.substring(0, 9))
                .collect(Collectors.toSet());
    }

    private static boolean isOf(Set<String> checksums, LogEntry entry) {
        return entry.pid().length() > 9 && checksums.contains(entry.pid().substring(0, 9));
    }

    private static List<LogEntry> read(Bundle bundle, Call call) {
        try {
            Optional<InputStream> file = bundle.reply(call);
            if (file.isEmpty()) {
                return List.of();
            }
            try (BufferedReader text = new BufferedReader(new InputStreamReader(file.get(), StandardCharsets.UTF_8))) {
                return LogFile.list(text, call.file().orElseThrow());
            }
        } catch (IOException | UnreadableReply | NotABundle e) {
            return List.of();
        }
    }

    /** Messages of the time of the capture. */
    public List<LogEntry> during() {
        return entries.stream()
                .filter(entry -> time(entry)
                        .filter(at -> !at.isBefore(from) && !at.isAfter(to))
                        .isPresent())
                .toList();
    }

    /** Messages from before it. */
    public List<LogEntry> before() {
        return entries.stream()
                .filter(entry -> time(entry).filter(at -> at.isBefore(from)).isPresent())
                .toList();
    }

    private Optional<Instant> time(LogEntry entry) {
        return entry.time().value().map(at -> at.minus(offset));
    }
}
