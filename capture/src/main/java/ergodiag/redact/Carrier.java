package ergodiag.redact;

/** What a text came in: where in it names may stand, and what of it is structure. */
public enum Carrier {
    /** What a node says of itself, in JSON: its fields hold the names of nodes, processes, applications and events, which stay. */
    NODE,
    /** What an application says, in JSON or as a text: its keys are its own, and no field is known to hold a name. */
    APPLICATION,
    /** Stacks and profiles: every word counts, so that only what cannot stand there by chance is taken for a known secret. */
    CODE
}
