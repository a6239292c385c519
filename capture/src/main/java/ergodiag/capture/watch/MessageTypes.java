package ergodiag.capture.watch;

import ergodiag.capture.ask.Asker;
import ergodiag.capture.ask.CaptureClock;
import ergodiag.capture.scope.Question;
import ergodiag.capture.scope.Skip;
import ergodiag.ergo.Json;
import ergodiag.ergo.Tool;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The names of the message types that nodes have registered, and the fields of each, asked once in the cluster. No message is ever sent. */
public final class MessageTypes {
    private static final int MOST = 100;
    private static final long MOST_BYTES = 1L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String WHY = "for the reader: which messages there are, and their fields";

    private final Asker asker;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final CaptureClock clock;
    private final long began;

    public MessageTypes(Asker asker, CaptureClock clock) {
        this.asker = asker;
        this.clock = clock;
        this.began = clock.nanoTime();
    }

    public static Question names(String node) {
        return Question.of(node, Tool.MESSAGE_TYPES, WHY).large();
    }

    public void ask(String node) {
        if (asker.isObserved(node)) {
            asker.ask(names(node).with("limit", MOST));
            return;
        }
        List<String> fresh = asker.ask(names(node)).read((in, at) -> list(in, at.file())).orElse(List.of()).stream()
                .filter(known::add)
                .toList();
        for (int i = 0; i < fresh.size(); i++) {
            Question question = Question.of(node, Tool.MESSAGE_TYPE_INFO, WHY)
                    .about(fresh.get(i))
                    .with("type_name", fresh.get(i));
            boolean late = clock.nanoTime() - began > LONGEST.toNanos();
            if (late || asked.incrementAndGet() > MOST || bytes.get() > MOST_BYTES) {
                asker.skip(
                        question,
                        Skip.budget((fresh.size() - i) + " types of " + node
                                + " are not looked at, there are too many for one capture"));
                return;
            }
            bytes.addAndGet(asker.ask(question).wireBytes());
        }
    }

    private static List<String> list(InputStream in, String file) {
        List<String> names = new ArrayList<>();
        Json.whole(in, file).forEach(name -> names.add(name.asString("")));
        names.removeIf(String::isEmpty);
        return names;
    }
}
