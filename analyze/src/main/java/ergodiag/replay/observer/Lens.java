package ergodiag.replay.observer;

import ergodiag.replay.recording.GoJson;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The readings of a node. */
enum Lens {
    NODE,
    PROCESSES,
    PROCESS,
    META,
    NETWORK,
    CONNECTIONS,
    CONNECTION,
    APPLICATIONS,
    EVENTS,
    EVENT,
    STREAM,
    LOG,
    TRACING;

    private static final long ROWS = 500;
    private static final long LINKS = 100;
    private static final long MOST_ROWS = 10_000;
    private static final long MOST_EVENTS = 100_000;
    private static final long FIRST_ID = 1000;
    private static final Map<String, Boolean> WORDS = Map.of("yes", true, "no", false);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reading that a uri names. */
    static Lens of(LensUri uri) {
        for (Lens lens : values()) {
            if (lens.word().equals(uri.lens())) {
                return lens;
            }
        }
        throw new Refused("there is no lens " + GoJson.quoted(uri.lens()));
    }

    /** Refuses a target that it does not take, or that is none. */
    void check(LensUri uri) {
        boolean given = !uri.target().isEmpty();
        switch (this) {
            case PROCESS -> {
                require(given, "pid");
                IdText.PROCESS.numbers(uri.target(), uri.node());
            }
            case META -> {
                require(given, "alias");
                IdText.META.numbers(uri.target(), uri.node());
            }
            case CONNECTION -> require(given, "node");
            case EVENT, STREAM -> {}
            case NODE, PROCESSES, NETWORK, CONNECTIONS, APPLICATIONS, EVENTS, LOG, TRACING -> {
                if (given) {
                    throw new Refused("lens " + GoJson.quoted(uri.lens()) + " takes no target");
                }
            }
        }
    }

    private static void require(boolean given, String what) {
        if (!given) {
            throw new Refused(what + " is required");
        }
    }

    /** Its value; what is not there is absent. The log, which is read on from a cursor, is another's. */
    String value(LensUri uri, Params asked, View view) {
        return switch (this) {
            case NODE -> new NodeAnswers(view).node(true);
            case PROCESSES -> processes(asked, view);
            case PROCESS ->
                there(
                        new ProcessAnswers(view).process(IdText.PROCESS.numbers(uri.target(), uri.node())),
                        uri,
                        "has no process " + uri.target());
            case NETWORK -> new LinkAnswers(view).network(true);
            case CONNECTIONS ->
                new LinkAnswers(view)
                        .connections(
                                asked.text("namePattern"),
                                most(asked.number("limit").orElse(LINKS), LINKS, MOST_ROWS));
            case CONNECTION ->
                there(
                        new LinkAnswers(view).connection(uri.target(), true),
                        uri,
                        "has no connection to " + uri.target());
            case APPLICATIONS -> new ApplicationAnswers(view).applications();
            case EVENTS -> events(asked, view);
            case EVENT -> there(new EventAnswers(view).reading(uri.target()), uri, "has no event " + uri.target());
            case META, STREAM, LOG, TRACING -> throw Refused.notRecorded("the lens " + word() + " of " + view.node());
        };
    }

    private static String there(Optional<String> value, LensUri uri, String why) {
        return value.orElseThrow(() -> new Absent("node " + uri.node() + " " + why, uri.canonical(), ""));
    }

    /** A limit: -1 for as many as there can be, the usual one for all else below 1. */
    private static long most(long limit, long usual, long all) {
        return limit == -1 ? all : limit < 1 ? usual : limit;
    }

    private static String processes(Params asked, View view) {
        ProcessAnswers.Wanted wanted = new ProcessAnswers.Wanted(
                asked.text("namePattern"),
                asked.text("behavior"),
                asked.text("application"),
                asked.text("state"),
                asked.number("minMailbox").orElse(0));
        long limit = asked.number("pidLimit").orElse(ROWS);
        long start = limit == -1 ? 0 : asked.number("pidStart").orElse(FIRST_ID);
        return new ProcessAnswers(view).reading(wanted, most(limit, ROWS, MOST_ROWS), start);
    }

    private static String events(Params asked, View view) {
        long from = asked.number("timestamp").orElse(0);
        EventAnswers.Wanted wanted = new EventAnswers.Wanted(
                asked.text("namePattern"),
                Optional.ofNullable(WORDS.get(asked.text("notifyMode"))),
                Optional.ofNullable(WORDS.get(asked.text("bufferedMode"))),
                Optional.ofNullable(WORDS.get(asked.text("openMode"))),
                asked.number("minSubscribers").orElse(0),
                from < 0,
                most(asked.number("limit").orElse(ROWS), ROWS, MOST_EVENTS));
        return new EventAnswers(view).list(wanted, Math.max(0, from));
    }
}
