package ergodiag.capture.look;

import ergodiag.bundle.ledger.Call;
import ergodiag.capture.ask.Answer;
import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.Wall;
import ergodiag.capture.scope.Agenda;
import ergodiag.capture.scope.Question;
import ergodiag.ergo.Tool;
import ergodiag.ergo.UnreadableReply;
import ergodiag.ergo.pprof.GoroutineDump;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Filtered goroutine dumps: complete only when as many blocks are shown as matched; else said to be cut (ERGO.md 2 and 4). */
public final class FilteredDumps {
    private static final int FIRST_LIMIT = 20;
    /** So many blocks fit even when they are long. */
    private static final int SMALL_LIMIT = 5;

    private static final int OF_ENTRY = 5_000;

    private FilteredDumps() {}

    /** The three views of a node; a view that was cut is asked again with as many blocks as fit below the wall. */
    static void ask(Asker asker, String node) {
        if (asker.isObserved(node)) {
            dump(asker, Agenda.allGoroutines(node));
            return;
        }
        int limit = asker.isUnbounded(node) ? OF_ENTRY : FIRST_LIMIT;
        for (Question question : Agenda.goroutines(node, limit)) {
            Answer answer = dump(asker, question);
            if (answer.mayBeTooLarge()) {
                answer = dump(asker, question.with("limit", SMALL_LIMIT));
            }
            Optional<GoroutineDump> dump = answer.readText(GoroutineDump::read);
            if (dump.isPresent() && !dump.get().complete() && dump.get().showing() > 0) {
                Wall wall = new Wall(FIRST_LIMIT, OF_ENTRY);
                wall.learn(answer.wireBytes(), (int) dump.get().showing());
                long matched = dump.get().matched().orElse(dump.get().total());
                long more = Math.min(wall.fits(), matched + 5);
                if (more > limit) {
                    dump(asker, question.with("limit", more));
                }
            }
        }
    }

    /** Asks for one dump and lets the line of the ledger say whether it is whole. */
    public static Answer dump(Asker asker, Question question) {
        return asker.ask(question, FilteredDumps::judged);
    }

    /** The dump that a question brought. */
    static Optional<GoroutineDump> stacks(Answer answer) {
        return answer.read((in, at) -> GoroutineDump.read(in, at, answer.call().dialect()));
    }

    private static Call judged(Call call, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            GoroutineDump dump = GoroutineDump.read(in, Tool.PPROF_GOROUTINES.in(call), call.dialect());
            return call.listed(list -> list.counted(dump.showing(), !dump.complete())
                    .judged(dump.complete(), OptionalLong.of(dump.matched().orElse(dump.total()))));
        } catch (IOException | UnreadableReply e) {
            return call;
        }
    }
}
