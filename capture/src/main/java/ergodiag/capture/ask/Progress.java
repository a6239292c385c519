package ergodiag.capture.ask;

import java.time.Duration;

/** Where a capture says how far it is. Called from several threads. */
public interface Progress {
    /** A new phase begins. */
    void phase(String what);

    /**
     * The cluster was looked at, and this is what will be asked.
     *
     * @param nodes how many nodes are asked
     * @param calls how many questions they get
     * @param bytes what they answer, about
     * @param length how long it takes
     */
    default void planned(int nodes, long calls, long bytes, Duration length) {}

    /** It will take longer than planned. */
    default void longer(Duration by, String why) {}

    /** A call is sent. */
    default void asking(String node, String tool) {}

    /** A call ended. */
    void call(String node, String tool, boolean failed);

    /** Says nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void phase(String what) {}

        @Override
        public void call(String node, String tool, boolean failed) {}
    };
}
