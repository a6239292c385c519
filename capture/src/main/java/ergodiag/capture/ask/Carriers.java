package ergodiag.capture.ask;

import ergodiag.bundle.ledger.Call;
import ergodiag.ergo.Tool;
import ergodiag.ergo.metrics.MetricsPage;
import ergodiag.ergo.pprof.ProfileForm;
import ergodiag.redact.Carrier;

/** In what the texts of a bundle come, as redaction has to know it. */
public final class Carriers {
    /** What the files of metrics begin with. */
    private static final String METRICS = "cluster/" + MetricsPage.TOOL + ".";

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
        return call.tool().equals(MetricsPage.TOOL)
                ? Carrier.NODE
                : Tool.of(call).map(Carriers::of).orElse(Carrier.APPLICATION);
    }

    /** Whether a file of a bundle is many texts, one on each line: a series, metrics, or a file that the user attached. */
    public static boolean inLines(String file) {
        return file.endsWith(".jsonl") || file.startsWith("attached/") || file.startsWith(METRICS);
    }
}
