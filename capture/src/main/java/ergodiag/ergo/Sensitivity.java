package ergodiag.ergo;

/** What a reply may hold that is not everybody's business, after the usual secrets were taken out. */
public enum Sensitivity {
    /** Counters, versions, names of functions. */
    LOW,
    /** Names of nodes, hosts, processes, applications and events. */
    MEDIUM,
    /** Texts and values of the application's own making: nobody but it knows what they hold. */
    HIGH
}
