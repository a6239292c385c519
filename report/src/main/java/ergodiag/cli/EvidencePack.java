package ergodiag.cli;

import ergodiag.analyze.excerpt.Excerpt;
import ergodiag.analyze.excerpt.Excerpting;
import ergodiag.analyze.excerpt.PackedSizes;
import ergodiag.bundle.Bundle;
import ergodiag.bundle.CustodyEntry;
import ergodiag.bundle.DataSize;
import ergodiag.bundle.UserError;
import ergodiag.bundle.Wrapping;
import ergodiag.findings.Finding;
import ergodiag.findings.Findings;
import ergodiag.findings.FindingsJson;
import ergodiag.playbooks.Playbooks;
import ergodiag.report.format.Report;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What findings rest on, as a small bundle with a summary and findings.json beside the replies.
 *
 * @param excerpt the replies
 * @param besides the files beside them, by name
 */
record EvidencePack(Excerpt excerpt, Map<String, byte[]> besides) {
    /**
     * Chooses the replies.
     *
     * @param opened the bundle
     * @param limits what the user judges otherwise
     * @param findings all of them
     * @param wanted those that it is for
     * @param shown what the summary and findings.json say
     * @param size of the packed file
     * @throws UserError when not even one finding has room
     */
    static EvidencePack of(
            Bundle opened,
            Map<String, Double> limits,
            Findings findings,
            List<Finding> wanted,
            Findings shown,
            DataSize size) {
        Map<String, byte[]> besides = Map.of(
                "summary.md", Report.summary(shown).getBytes(StandardCharsets.UTF_8),
                "findings.json", FindingsJson.write(shown).getBytes(StandardCharsets.UTF_8));
        long besidesSize = besides.values().stream().mapToLong(PackedSizes::of).sum();
        Excerpt excerpt = new Excerpting(
                        opened, part -> Playbooks.judge(part, limits), findings.findings(), size.bytes(), besidesSize)
                .of(wanted);
        if (excerpt.files().isEmpty() && !wanted.isEmpty()) {
            throw new UserError("Making an excerpt of " + opened.path() + ": not even one finding fits into " + size
                    + "; give a larger --max-size.");
        }
        return new EvidencePack(excerpt, besides);
    }

    /** Writes it; see {@link Excerpt#write}. */
    Path write(Bundle opened, Path target, Wrapping wrapping, CustodyEntry made) {
        return excerpt.write(opened, target, wrapping, besides, made);
    }
}
