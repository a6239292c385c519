package ergodiag.cluster.attached;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Ids;
import ergodiag.ergo.Tool;
import ergodiag.ergo.UnreadableReply;
import ergodiag.ergo.pprof.ActorShare;
import ergodiag.ergo.pprof.CpuProfile;
import ergodiag.ergo.pprof.GoroutineDump;
import ergodiag.ergo.pprof.GoroutineGroup;
import ergodiag.ergo.pprof.HeapProfile;
import ergodiag.ergo.pprof.ProfileForm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The profiles of a node that the user took along, from the node's own endpoint. Those said to be another's are not its; those of which
 * nobody said whose they are, are its when the labels in them are. One of an earlier life of the node tells nothing of this one.
 */
public final class AttachedProfiles {
    /** Uptimes are whole seconds, and clocks are not compared more exactly. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Bundle bundle;
    private final String node;
    private final Duration offset;
    private final Optional<Instant> began;
    private final BiConsumer<Tool, String> noted;

    /**
     * @param offset the node's clock minus ours
     * @param began when the node started last, by our clock
     * @param noted takes why one tells nothing, with the tool instead of which it was taken along
     */
    public AttachedProfiles(
            Bundle bundle, String node, Duration offset, Optional<Instant> began, BiConsumer<Tool, String> noted) {
        this.bundle = bundle;
        this.node = node;
        this.offset = offset;
        this.began = began.map(at -> at.minus(SLACK));
        this.noted = noted;
    }

    /** Its CPU profiles. */
    public List<Taken<CpuProfile>> cpu() {
        return read(
                Tool.PPROF_CPU,
                Set.of(ProfileForm.CPU),
                (call, lines, file) -> CpuProfile.read(lines, file),
                profile -> isOurs(profile.actors().stream().map(ActorShare::id)));
    }

    /** Its heap profiles. They have no labels. */
    public List<Taken<HeapProfile>> heap() {
        return read(
                Tool.PPROF_HEAP,
                Set.of(ProfileForm.HEAP, ProfileForm.HEAP_TEXT),
                (call, lines, file) -> ProfileForm.of(call).equals(Optional.of(ProfileForm.HEAP))
                        ? HeapProfile.read(lines, file)
                        : HeapProfile.fromGo(lines, file),
                profile -> false);
    }

    /** Its goroutine dumps. */
    public List<Taken<GoroutineDump>> dumps() {
        return read(
                Tool.PPROF_GOROUTINES,
                Set.of(ProfileForm.GOROUTINE_GROUPS, ProfileForm.GOROUTINES),
                (call, lines, file) ->
                        GoroutineDump.fromGo(lines, file, call.part().truncated()),
                dump -> isOurs(dump.groups().stream().map(GoroutineGroup::pid).filter(pid -> !pid.isEmpty())));
    }

    /** How a profile is read. */
    private interface Reader<T> {
        T read(Call call, BufferedReader lines, String file);
    }

    private <T> List<Taken<T>> read(Tool tool, Set<ProfileForm> forms, Reader<T> reader, Predicate<T> isOurs) {
        List<Taken<T>> taken = new ArrayList<>();
        for (Call call : bundle.calls()) {
            boolean mine = call.node().equals(node);
            if ((mine || call.node().isEmpty())
                    && call.file().isPresent()
                    && ProfileForm.of(call).filter(forms::contains).isPresent()) {
                Instant at = moment(call).orElse(call.moment());
                read(tool, call, reader)
                        .filter(it -> mine || isOurs.test(it))
                        .filter(it -> isOfThisLife(tool, call, at))
                        .ifPresent(it -> taken.add(new Taken<>(at, isDuring(call, at), call, it)));
            }
        }
        return taken;
    }

    private <T> Optional<T> read(Tool tool, Call call, Reader<T> reader) {
        String file = call.file().orElseThrow();
        try {
            Optional<InputStream> stored = bundle.reply(call);
            if (stored.isEmpty()) {
                noted.accept(tool, "the ledger names " + file + ", which is not in the bundle");
                return Optional.empty();
            }
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stored.get(), StandardCharsets.UTF_8))) {
                return Optional.of(reader.read(call, lines, file));
            }
        } catch (IOException | UnreadableReply | NotABundle e) {
            noted.accept(tool, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean isOfThisLife(Tool tool, Call call, Instant at) {
        boolean earlier = began.filter(at::isBefore).isPresent();
        if (earlier) {
            noted.accept(tool, "the attached " + call.argument("file") + " was taken before " + node + " started last");
        }
        return !earlier;
    }

    private boolean isDuring(Call call, Instant at) {
        Instant from = bundle.manifest().capture().started();
        Instant to = bundle.manifest().capture().finished().orElse(from);
        return !call.argument(ProfileForm.TAKEN).isEmpty() && !at.isBefore(from) && !at.isAfter(to);
    }

    /** By its own word and the node's clock, else by the time of its file; empty where neither tells. */
    private Optional<Instant> moment(Call call) {
        return time(call.argument(ProfileForm.TAKEN))
                .map(at -> at.minus(offset))
                .or(() -> time(call.argument(ProfileForm.WRITTEN)));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether there are ids, and all are of this node. */
    private boolean isOurs(Stream<String> ids) {
        List<String> checksums = ids.map(id -> Ids.of(id).map(Ids.Id::checksum).orElse(""))
                .distinct()
                .toList();
        return checksums.equals(List.of(Ids.checksum(node)));
    }
}
