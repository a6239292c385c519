package ergodiag.cluster.shape;

import ergodiag.analyze.TestRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * A process that takes its messages one by one, message by message as a framework does it: what is in its callback waits no longer, running
 * time is added when it goes back to sleep. Seconds count from the first reading; it has lived for a minute by then.
 */
public final class SimulatedWorker {
    private static final double BORN = -60;
    private static final double END = 400;

    private final List<Double> arrivals = new ArrayList<>();
    private final List<double[]> stalls = new ArrayList<>();
    private final double perMessage;
    private double[] started = {};
    private double[] awake = {};
    private double[] slept = {};

    private SimulatedWorker(double perMessage) {
        this.perMessage = perMessage;
    }

    /** One whose callbacks take so many seconds. */
    public static SimulatedWorker taking(double perMessage) {
        return new SimulatedWorker(perMessage);
    }

    /** Messages at random, so many a second on average. */
    public SimulatedWorker steady(double perSecond, long seed) {
        Random random = new Random(seed);
        for (double t = BORN; t < END; t += -Math.log(1 - random.nextDouble()) / perSecond) {
            arrivals.add(t);
        }
        return this;
    }

    /** So many at once, from a moment on every so many seconds. */
    public SimulatedWorker bunched(int many, double from, double every) {
        for (double t = from; t < END; t += every) {
            for (int i = 0; i < many; i++) {
                arrivals.add(t + i * 1e-5);
            }
        }
        return this;
    }

    /** The first callback after that moment lasts so much longer. */
    public SimulatedWorker stalls(double at, double seconds) {
        stalls.add(new double[] {at, seconds});
        return this;
    }

    /** From a moment on every so many seconds, up to another moment. */
    public SimulatedWorker stalls(double from, double until, double every, double seconds) {
        for (double t = from; t < until; t += every) {
            stalls(t, seconds);
        }
        return this;
    }

    private void run() {
        if (started.length > 0) {
            return;
        }
        arrivals.sort(null);
        started = new double[arrivals.size()];
        List<Double> woke = new ArrayList<>();
        List<Double> rested = new ArrayList<>();
        int stall = 0;
        double free = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < arrivals.size(); i++) {
            if (arrivals.get(i) >= free) {
                if (i > 0) {
                    rested.add(free);
                }
                woke.add(arrivals.get(i));
            }
            started[i] = Math.max(free, arrivals.get(i));
            free = started[i] + perMessage;
            if (stall < stalls.size() && started[i] >= stalls.get(stall)[0]) {
                free += stalls.get(stall++)[1];
            }
        }
        rested.add(free);
        awake = woke.stream().mapToDouble(t -> t).toArray();
        slept = rested.stream().mapToDouble(t -> t).toArray();
    }

    /** What a reading at each of these seconds shows. */
    public List<Look> looks(double... seconds) {
        return Arrays.stream(seconds).mapToObj(this::at).toList();
    }

    /** A reading every so many seconds. */
    public List<Look> looks(double every, double until) {
        List<Look> looks = new ArrayList<>();
        for (double t = 0; t <= until; t += every) {
            looks.add(at(t));
        }
        return looks;
    }

    private Look at(double t) {
        run();
        long arrived = arrivals.stream().filter(at -> at <= t).count();
        long taken = Arrays.stream(started).filter(at -> at <= t).count();
        double oldest = arrived > taken ? t - arrivals.get((int) taken) : 0;
        return new Look(t, arrived, taken, arrived - taken, Math.min(oldest, running(t)), ran(t));
    }

    private double running(double t) {
        for (int i = 0; i < awake.length; i++) {
            if (awake[i] <= t && t < slept[i]) {
                return t - awake[i];
            }
        }
        return 0;
    }

    private double ran(double t) {
        double ran = 0;
        for (int i = 0; i < awake.length; i++) {
            ran += slept[i] <= t ? slept[i] - awake[i] : 0;
        }
        return ran;
    }

    /** Its row of {@code process_list}. */
    public TestRow row(TestRow row) {
        return row.set("Uptime", s -> (int) (s - BORN))
                .set("MessagesIn", at(look -> (long) look.arrived()))
                .set("MessagesMailbox", at(look -> (long) look.waiting()))
                .set("MailboxLatency", at(look -> (long) (1e9 * look.oldest())))
                .set("RunningTime", at(look -> (long) (1e9 * look.ran())))
                .set("Wakeups", s -> {
                    run();
                    return Arrays.stream(awake).filter(t -> t <= s).count();
                })
                .set("State", s -> {
                    run();
                    return running(s) > 0 ? "running" : "sleep";
                })
                .set("StateTime", s -> (long) (1e9 * Math.max(0.001, running(s))));
    }

    private IntFunction<Object> at(java.util.function.Function<Look, Object> value) {
        return second -> value.apply(at(second));
    }
}
