package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.Excess;
import ergodiag.bundle.Integrity;
import ergodiag.bundle.Manifest.RedactionSummary;
import ergodiag.bundle.Verification;
import ergodiag.bundle.sign.SignatureCheck;
import ergodiag.capture.cli.ExitCode;
import ergodiag.capture.cli.IdentityOptions;
import ergodiag.capture.close.RedactedReading;
import ergodiag.ergo.process.ListWeight;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command that reads bundles takes files that were altered since they were captured. */
final class TrustOption {
    private static final int NAMED = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--trust-altered",
            description =
                    "Read files that were altered or added since the bundle was written as well; without it they count as not captured,"
                            + " save manifest.json and calls.jsonl, without which nothing can be read.")
    private boolean trusting;

    @Mixin
    private IdentityOptions identity = new IdentityOptions();

    /** Opens a bundle, compares it with the sums it was written with, and says what is not as it was written. */
    Bundle open(Path path) {
        Bundle opened = Bundle.open(path, identity.identities());
        try {
            Bundle checked = Verification.checked(opened, trusting, check());
            warn(path, checked.integrity());
            return checked;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** The same for whoever judges it, as far as it fits into the memory; says what does not. */
    Bundle openFitting(Path path) {
        return openFitting(path, List.of(ListWeight::atMost, ListWeight::exactly));
    }

    /** @param weighers tell what a reply takes of the memory, each more exactly than the one before */
    Bundle openFitting(Path path, List<Excess.Weigher> weighers) {
        Bundle opened = open(path);
        try {
            Bundle fitting = opened.fitting(weighers);
            warn(path, fitting.excess());
            return fitting;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** The same, without the secrets of a bundle that still has them. */
    Bundle openRedacted(Path path) {
        return redacted(path, openFitting(path));
    }

    /** The same for whoever looks at places of it only, and takes care of the memory. */
    Bundle openRedactedToLook(Path path) {
        return redacted(path, open(path));
    }

    private Bundle redacted(Path path, Bundle opened) {
        try {
            Bundle clean = RedactedReading.of(opened);
            warnUnsearched(path, unsearched(clean));
            return clean;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private SignatureCheck check() {
        return new SignatureCheck(
                Optional.empty(), identity.signers(spec.commandLine().getErr()));
    }

    private void warn(Path path, Integrity integrity) {
        if (!integrity.signed().isAcceptable()) {
            spec.commandLine()
                    .getErr()
                    .println("ergodiag: Reading " + path + ": nobody vouches for it: "
                            + integrity.signed().words()
                            + (trusting ? "; it is read all the same, because of --trust-altered." : "."));
        }
        if (!integrity.sound()) {
            PrintWriter screen = spec.commandLine().getErr();
            screen.println("ergodiag: Reading " + path + ": it is not as it was written; what was altered or added is "
                    + (trusting
                            ? "read all the same, because of --trust-altered:"
                            : "left out" + butFor(integrity.readAnyway()) + "; --trust-altered reads it:"));
            integrity.faults().stream().limit(NAMED).forEach(fault -> screen.println("  " + fault.words()));
            int more = integrity.faults().size() - NAMED;
            if (more > 0) {
                screen.println("  and " + more + " more: ergodiag verify names them all.");
            }
            screen.flush();
        }
    }

    private void warn(Path path, Excess excess) {
        if (!excess.calls().isEmpty()) {
            PrintWriter screen = spec.commandLine().getErr();
            screen.println(
                    "ergodiag: Reading " + path + ": "
                            + (excess.calls().size() == 1
                                    ? "a reply is"
                                    : excess.calls().size() + " replies are")
                            + " too large for the memory that this program may use, and left out; more memory (-Xmx) makes room:");
            excess.files().stream().limit(NAMED).forEach(file -> screen.println("  " + file));
            int more = excess.files().size() - NAMED;
            if (more > 0) {
                screen.println("  and " + more + " more.");
            }
            screen.flush();
        }
    }

    private void warnUnsearched(Path path, long files) {
        if (files > 0) {
            spec.commandLine()
                    .getErr()
                    .println("ergodiag: Reading " + path + ": its secrets were not taken out when it was written, and "
                            + files + (files == 1 ? " file" : " files")
                            + " cannot be looked through for them: left out.");
        }
    }

    /** Files of a bundle with its secrets in it that are not read because those cannot be found. */
    private static long unsearched(Bundle bundle) {
        RedactionSummary redaction = bundle.manifest().redaction();
        return redaction.applied() ? 0 : redaction.leftOut().orElse(0);
    }

    private static String butFor(List<String> read) {
        return read.isEmpty() ? "" : ", but not " + String.join(" and ", read) + ", without which nothing can be read";
    }

    /** How a command ends that did what it was asked, over that bundle: less was read than was captured, or not. */
    ExitCode ending(Bundle bundle) {
        return bundle.integrity().vouched() && bundle.excess().isNone() && unsearched(bundle) == 0
                ? ExitCode.DONE
                : ExitCode.INCOMPLETE;
    }
}
