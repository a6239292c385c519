package ergodiag.capture.cli;

import ergodiag.bundle.UserError;
import ergodiag.bundle.foreign.ForeignText;
import ergodiag.capture.plan.Plan;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Asks the person at the terminal before a capture that is large or that the cluster may feel; without a person {@code --yes} decides. */
final class Consent implements Plan.Approval {
    private final boolean given;
    private final Function<String, Optional<String>> answer;

    /** @param before runs before the question is printed */
    Consent(boolean given, boolean terminal, Runnable before) {
        this(given, about -> terminal ? ask(about, before) : Optional.empty());
    }

    /** @param answer what the person says; empty when there is none */
    Consent(boolean given, Function<String, Optional<String>> answer) {
        this.given = given;
        this.answer = answer;
    }

    @Override
    public void check(Plan plan) {
        Optional<String> why = plan.needsConsent();
        if (given || why.isEmpty()) {
            return;
        }
        String about = "Before this capture: " + why.get();
        Optional<String> said = answer.apply(about);
        if (said.isEmpty()) {
            throw new UserError(
                    about + "; look at --dry-run, ask less (--without, --max-processes, a shorter --window), or"
                            + " agree with --yes.");
        }
        if (!said.get().strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new UserError(
                    about + "; you did not agree, so nothing was captured. --dry-run tells what would be asked.");
        }
    }

    private static Optional<String> ask(String about, Runnable before) {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        before.run();
        return Optional.ofNullable(console.readLine("%s. Go on? [y/N] ", ForeignText.shown(about)));
    }
}
