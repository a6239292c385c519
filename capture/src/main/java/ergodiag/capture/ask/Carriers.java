package ergodiag.capture.ask;

import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Tool;
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.redact.Carrier;

/** In what the texts of a bundle come, as redaction has to know it. */
public final class Carriers {
    private Carriers() {}

    public static Carrier of(Tool tool) {
        if (tool.has(Tool.Trait.CODE)) {
            return Carrier.CODE;
        }
        return tool == Tool.PROCESS_INSPECT || tool == Tool.META_INSPECT ? Carrier.APPLICATION : Carrier.NODE;
    }

    /** That of a call's file; a file that the user attached comes from an application, unless it is a profile. */
    public static Carrier of(Call call) {
        if (ProfileForm.of(call).isPresent()) {
            return Carrier.CODE;
        }
        return Tool.of(call).map(Carriers::of).orElse(Carrier.APPLICATION);
    }

    /** Whether a file of a bundle is many texts, one on each line: a series, or a file that the user attached. */
    public static boolean inLines(String file) {
        return file.endsWith(".jsonl") || file.startsWith("attached/");
    }
}
