package ergodiag.analyze;

import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Threshold;
import java.util.List;

/**
 * What a playbook is; what it can find stands in its page, which is read by {@link Catalogue}.
 *
 * @param playbook which one, with its names and what it reads
 * @param question what it asks
 * @param thresholds the limits it judges by
 * @param titles what its charts are called by what is to be seen in them
 */
public record Card(PlaybookName playbook, String question, List<Threshold> thresholds, List<ChartTitle> titles) {

    /** One with these titles of charts. */
    public Card(PlaybookName playbook, String question, List<Threshold> thresholds, ChartTitle... titles) {
        this(playbook, question, thresholds, List.of(titles));
    }

    /**
     * What a chart can be called.
     *
     * @param chart id of the chart
     * @param calm its title when nothing was found and all was seen
     * @param codes the findings it shows; of two that are as grave the earlier in this list titles it
     */
    public record ChartTitle(String chart, String calm, List<String> codes) {}

    /** A chart that shows findings with these codes. */
    public static ChartTitle chart(String id, String calm, String... codes) {
        return new ChartTitle(id, calm, List.of(codes));
    }

    public int number() {
        return playbook.number();
    }

    /** The stable name, {@code zombie-processes}. */
    public String name() {
        return playbook.word();
    }

    /** The name for people. */
    public String title() {
        return playbook.title();
    }
}
