package ergodiag.capture.suspects;

import ergodiag.ergo.process.ProcessRow;

/** Processes of one behaviour that one parent started. */
record Family(String application, String behavior, String parent) {
    static Family of(ProcessRow row) {
        return new Family(row.application(), row.behavior(), row.parent());
    }
}
