package ergodiag.capture;

/** Where a capture says how far it is. Called from several threads. */
public interface Progress {
    /** A new phase begins. */
    void phase(String what);

    /** The cluster was looked at, and this is what will be asked. */
    default void planned(Plan plan) {}

    /** It will take longer than planned. */
    default void longer(java.time.Duration by, String why) {}

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
