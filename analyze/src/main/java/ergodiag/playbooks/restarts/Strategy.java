package ergodiag.playbooks.restarts;

import ergodiag.ergo.Inspection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whom a supervisor restarts when one of its children fails, as its {@code type} says (ERGO.md 4, process_inspect). */
enum Strategy {
    /** The one that failed. */
    ONE_FOR_ONE,
    /** Every child. */
    ALL_FOR_ONE,
    /** The one that failed and those started after it. */
    REST_FOR_ONE;

    /** Of a supervisor that said it; empty for a type that a newer version has. */
    static Optional<Strategy> of(Inspection said) {
        String type =
                said.text("type").toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        return Arrays.stream(values()).filter(it -> type.equals(it.name())).findFirst();
    }

    /** Whether one that fails takes siblings along. */
    boolean takesAlong() {
        return this != ONE_FOR_ONE;
    }

    /** Whether of those that were started together the first is the one that failed. */
    boolean isByOrder() {
        return this == REST_FOR_ONE;
    }

    /** {@code rest for one}. */
    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
