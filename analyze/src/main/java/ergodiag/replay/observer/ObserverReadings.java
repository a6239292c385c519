package ergodiag.replay.observer;

import ergodiag.bundle.NotABundle;
import ergodiag.replay.recording.GoJson;
import ergodiag.replay.recording.Moment;
import ergodiag.replay.recording.Timeline;
import java.time.Duration;
import java.time.Instant;

/** The resources of an Observer: the map of the cluster, and the readings of its nodes. */
public final class ObserverReadings {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Views views;
    private final Owners owners = new Owners();

    ObserverReadings(Views views) {
        this.views = views;
    }

    /**
     * What a reading says.
     *
     * @param good whether it is a value; otherwise the reason of a failure
     * @param uri in the one spelling
     * @param ttl for how long it holds
     * @param meta fields about the value, as JSON, each with a comma before it
     * @param took how long it takes, in time of the recorded cluster
     */
    public record Read(boolean good, String uri, String text, Duration ttl, String meta, Duration took) {}

    /**
     * What a resource is about.
     *
     * @param word the name that a ledger has for it
     * @param node "" for none
     */
    public record Target(String word, String node) {}

    /**
     * What a uri is about.
     *
     * @throws Absent when it names nothing
     */
    public static Target target(String text) {
        LensUri uri = LensUri.of(text);
        String word = uri.lens().equals(LensUri.CLUSTER) ? "cluster_map" : "lens_" + uri.lens();
        return new Target(word, uri.node());
    }

    /** The forms that their names have, as JSON. */
    public String forms() {
        return ReadingForms.listed();
    }

    /**
     * Reads a resource.
     *
     * @throws Absent when there is none of that name
     */
    public synchronized Read read(String text, Moment at) {
        LensUri uri = LensUri.of(text);
        try {
            if (uri.lens().equals(LensUri.CLUSTER)) {
                return read(uri, new ReplayedMap(views, at).text(), ReplayedMap.WATCHED, meta(0, at.real()));
            }
            if (uri.lens().equals(LensUri.JOB)) {
                throw new Absent(Views.NEEDS_CALLER, uri.canonical(), "");
            }
            return ofNode(uri, at);
        } catch (Refused no) {
            return new Read(false, uri.canonical(), no.why(), Duration.ZERO, "", no.took());
        } catch (NotABundle damaged) {
            Refused no = Refused.notRecorded("a readable reply for " + uri.canonical());
            return new Read(false, uri.canonical(), no.why(), Duration.ZERO, "", no.took());
        }
    }

    /**
     * The one spelling of a resource that can be followed.
     *
     * @throws Absent when it cannot
     */
    public String followed(String text) {
        LensUri uri = LensUri.of(text);
        if (uri.node().isEmpty()) {
            String why = uri.lens().equals(LensUri.JOB) ? Views.NEEDS_CALLER : "the map cannot be followed";
            throw new Absent(why, uri.canonical(), "");
        }
        try {
            checked(uri);
        } catch (Refused no) {
            throw new Absent(no.why(), uri.canonical(), uri.node());
        }
        return uri.canonical();
    }

    /** What is sent along with a uri that names a reading of a node. */
    private static Params checked(LensUri uri) {
        if (!uri.key().isEmpty()) {
            throw new Refused(Views.NEEDS_CALLER);
        }
        Lens lens = Lens.of(uri);
        Params asked = uri.params();
        lens.check(uri);
        return asked;
    }

    private Read ofNode(LensUri uri, Moment at) {
        Params asked;
        try {
            asked = checked(uri);
            views.reach(uri.node(), at);
        } catch (Refused no) {
            if (!no.took().isZero()) {
                throw new Refused("timed out", LIMIT);
            }
            throw new Absent(no.why(), uri.canonical(), uri.node());
        }
        Owners.Owner owner = owners.of(uri.canonical(), at.real(), views.creation(at));
        Lens lens = Lens.of(uri);
        if (lens == Lens.LOG) {
            return log(uri, asked, owner, at);
        }
        Instant tick = owner.tick(at.real());
        Moment then = new Moment(tick, views.timeline().recorded(tick));
        String value = lens.value(uri, asked, views.of(uri.node(), then));
        return read(uri, value, TICK, meta(owner.ticks(at.real()) + 1, tick));
    }

    private Read log(LensUri uri, Params asked, Owners.Owner owner, Moment at) {
        LogBatches batches = LogBatches.of(
                views.of(uri.node(), at),
                views.recording().log(uri.node()).orElseThrow(() -> Refused.notRecorded("the log of " + uri.node())),
                owner.born(),
                asked);
        return read(uri, batches.since(owner.from(uri.since())), TICK, batches.meta(owner, uri.since()));
    }

    private static Read read(LensUri uri, String value, Duration ttl, String meta) {
        return new Read(true, uri.canonical(), value, ttl, meta, Duration.ZERO);
    }

    private static String meta(long sequence, Instant changed) {
        return ",\"services.ergo/seq\":" + sequence + ",\"services.ergo/lastModified\":"
                + GoJson.string(Timeline.stamp(changed));
    }
}
