package ergodiag.capture;

/** Where a capture says how far it is. Called from several threads. */
public interface Progress {
    /** A new phase begins. */
    void phase(String what);

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
