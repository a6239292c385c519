package ergodiag.analyze;

import java.util.List;

/**
 * Goroutines that a scenario adds to the dumps of a node, all with the same stack.
 *
 * @param pid the actor they run, or "" for goroutines without a label
 * @param reason what debug=2 says they wait for
 * @param frames functions from the innermost on, without those that every actor has
 * @param count how many there are at a second
 * @param since since when they stand
 */
record Standstill(
        String pid, String reason, List<String> frames, java.util.function.DoubleToIntFunction count, double since) {
    private static final List<String> ACTOR = List.of(
            "ergo.services/ergo/act.(*Actor).ProcessRun",
            "ergo.services/ergo/node.(*process).run.func1.1",
            "runtime/pprof.Do",
            "ergo.services/ergo/node.(*process).run.func1");

    /** One actor that stands there since a moment. */
    static Standstill of(String pid, double since, String reason, String... frames) {
        return new Standstill(pid, reason, all(pid, frames), s -> s >= since ? 1 : 0, since);
    }

    /** Goroutines that grow in number and were started by an actor, whose label they inherit. */
    static Standstill leaked(
            String pid, double since, java.util.function.DoubleToIntFunction count, String reason, String... frames) {
        return new Standstill(pid, reason, List.of(frames), count, since);
    }

    private static List<String> all(String pid, String... frames) {
        List<String> all = new java.util.ArrayList<>(List.of(frames));
        if (!pid.isEmpty()) {
            all.addAll(ACTOR);
        }
        return List.copyOf(all);
    }

    /** One block for all of them. */
    String grouped(double second) {
        StringBuilder block = new StringBuilder(count.applyAsInt(second) + " @ 0x489ace 0x41a66e 0x41a192 0x4915c1\n");
        if (!pid.isEmpty()) {
            block.append("# labels: {\"pid\":\"").append(pid).append("\"}\n");
        }
        // debug=1 leaves out the frames of the runtime on top
        boolean runtime = true;
        for (String frame : frames) {
            runtime = runtime && frame.startsWith("runtime.");
            if (!runtime) {
                block.append("#\t0x41a66d\t")
                        .append(frame)
                        .append("+0x84\t\t\tshop/file.go:")
                        .append(line(frame))
                        .append('\n');
            }
        }
        return block.toString();
    }

    /** One block for each of them. */
    String single(double second, int number) {
        int minutes = (int) ((second - since) / 60);
        StringBuilder block = new StringBuilder("goroutine " + number + " [" + reason
                + (minutes > 0 && !reason.equals("running") && !reason.equals("runnable")
                        ? ", " + minutes + " minutes"
                        : "")
                + (pid.isEmpty() ? "" : " labels:{\"pid\": \"" + pid + "\"}") + "]:\n");
        for (String frame : frames) {
            if (!frame.startsWith("runtime.")) {
                block.append(frame)
                        .append("(0xc000123450)\n\tshop/file.go:")
                        .append(line(frame))
                        .append(" +0x84\n");
            }
        }
        return block.append("created by ergo.services/ergo/node.(*process).run in goroutine 1\n"
                        + "\tergo.services/ergo/node/process_run_pprof.go:28 +0x8a\n")
                .toString();
    }

    private static int line(String frame) {
        return 10 + Math.floorMod(frame.hashCode(), 500);
    }
}
