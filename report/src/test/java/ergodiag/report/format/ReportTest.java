package ergodiag.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodiag.bundle.UserError;
import ergodiag.ergo.PlaybookName;
import ergodiag.findings.Findings;
import ergodiag.report.CoverageSheet;
import ergodiag.report.Figures;
import ergodiag.report.Page;
import ergodiag.report.ReportOptions;
import ergodiag.report.SampleFindings;
import ergodiag.report.chart.Medium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private static Path folder;

    private static String html = "";
    private static Document page = new Document("");

    @BeforeAll
    static void writeOnce() throws IOException {
        html = written(SampleFindings.sick(), Format.HTML, folder.resolve("once"));
        page = Jsoup.parse(html);
    }

    @Test
    void thePageHasNoScriptAndLoadsNothing() {
        assertThat(page.select("script, iframe, object, embed, img, link, base, form, video, audio"))
                .isEmpty();
        assertThat(page.select("[src], [srcset], [xlink:href], [onerror], [onload], [onclick], [style*=url]"))
                .isEmpty();
        assertThat(page.select("a[href]").eachAttr("href")).isNotEmpty().allMatch(link -> link.startsWith("#"));
        assertThat(page.select("style").html()).doesNotContain("@import").doesNotContain("url(");
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
    }

    @Test
    void theOnlyAddressesInThePageAreTextOfTheBundle() {
        page.select("code, td").remove();
        assertThat(page.html()).doesNotContain("http://").doesNotContain("https://");
        page = Jsoup.parse(html);
    }

    @Test
    void everyLinkLeadsSomewhereAndNoIdIsTakenTwice() {
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        for (Element link : page.select("a[href^=#]")) {
            assertThat(ids).contains(link.attr("href").substring(1));
        }
    }

    @Test
    void everyFindingHasItsAnchorAndItsSentence() {
        assertThat(page.select(".finding[id]"))
                .hasSameSizeAs(SampleFindings.sick().findings());
        assertThat(page.select(".finding h3").eachText())
                .anyMatch(text -> text.startsWith("Process order_consumer on backend@10.0.3.11 is blocked"));
    }

    @Test
    void causesComeFirstAndFoldWhatTheyExplain() {
        Element first = page.select("#causes .cause").get(0);
        assertThat(first.select(".cause-line").text()).contains("order_consumer");
        assertThat(first.select(".explains a").eachText()).hasSize(2);
        assertThat(page.select("#causes .cause")).hasSize(2);
    }

    @Test
    void hostileTextIsShownAndDoesNothing() {
        assertThat(html)
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("\u202E")
                .doesNotContain("\u0000");
        assertThat(page.text()).contains("<script>alert('x')</script>").contains("${page}");
        assertThat(page.select(".advice").text()).contains("the host of <script>alert('x')</script>");
    }

    @Test
    void everyChartSaysInWordsWhatItShows() {
        assertThat(page.select("svg"))
                .isNotEmpty()
                .allMatch(svg -> svg.attr("role").equals("img"));
        assertThat(page.select("svg").eachAttr("aria-label")).allMatch(label -> label.length() > 10);
    }

    @Test
    void aChartThatCannotBeDrawnCostsOnlyItself() {
        assertThat(page.select("#c-wrong .failure").text()).contains("could not be drawn");
        assertThat(page.select("#c-empty .failure").text()).contains("no readings");
        assertThat(page.select(".drawing svg").size()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void headingsDescendOneStepAtATimeAndTablesSayWhatTheyAre() {
        int last = 0;
        for (Element heading : page.select("h1, h2, h3, h4")) {
            int level = heading.tagName().charAt(1) - '0';
            assertThat(level).isLessThanOrEqualTo(last + 1);
            last = level;
        }
        assertThat(page.select("table:has(thead):not(.rest table)"))
                .allMatch(table -> !table.select("caption").isEmpty());
        assertThat(page.select("th")).allMatch(heading -> heading.hasAttr("scope"));
    }

    @Test
    void theSameFindingsGiveTheSameBytes(@TempDir Path again) throws IOException {
        Set<Format> all = EnumSet.allOf(Format.class);
        List<Path> first = Report.write(SampleFindings.sick(), again.resolve("a"), all, ReportOptions.PLAIN);
        List<Path> second = Report.write(SampleFindings.sick(), again.resolve("b"), all, ReportOptions.PLAIN);
        assertThat(first).hasSameSizeAs(all);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).hasSameBinaryContentAs(first.get(i));
        }
    }

    @Test
    void aLargeClusterStaysReadable(@TempDir Path large) throws IOException {
        List<String> nodes =
                IntStream.range(0, 100).mapToObj(i -> "node" + i + "@host").toList();
        Document many = Jsoup.parse(written(SampleFindings.of(nodes), Format.HTML, large));
        assertThat(many.select(".node").size()).isLessThan(25);
        assertThat(many.select(".calm").text()).contains("node50@host");
        assertThat(many.select("#c-links svg")).hasSize(1);
        assertThat(many.select("#c-links table").text()).contains("did not arrive");
    }

    @Test
    void nodesStandInTheOrderOfTheResult() {
        List<String> nodes = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> "node" + (13 - i) + "@host")
                .toList();
        Findings findings = SampleFindings.of(nodes);
        CoverageSheet sheet = new CoverageSheet(findings.coverage(), new Figures(findings, Medium.SCREEN, 250));
        assertThat(sheet.matrix().key()).extracting(Page.Fact::value).containsSubsequence(nodes);
        assertThat(Report.summary(findings)).contains("on 2 of 12 nodes (`node12@host`, `node1@host`)");
    }

    @Test
    void theTicketCommentIsShortAndCannotBreakOut(@TempDir Path ticket) throws IOException {
        String text = written(SampleFindings.sick(), Format.MD, ticket);
        assertThat(text.length()).isLessThan(20_000);
        assertThat(text)
                .contains("## Findings, cause first")
                .contains("process_list.mailbox.001.json#/processes/0/MessagesMailbox")
                .contains("- Cannot tell: CPU profiling")
                .contains("- Ticket: `OPS-4711`", "- Captured by: Ada, on call");
        assertThat(text.replaceAll("`[^`]*`", "")).doesNotContain("<");
    }

    @Test
    void aTemplateOfTheUserTakesThePlaceOfOurs(@TempDir Path own) throws IOException {
        Files.writeString(own.resolve("report.ftl"), "only ${page.sections?size} sections\n");
        Report.write(SampleFindings.sick(), own, EnumSet.of(Format.MD), ReportOptions.PLAIN.with(own));
        assertThat(own.resolve("report.md")).hasContent("only " + PlaybookName.values().length + " sections");
    }

    @Test
    void aWrongTemplateIsTheUsersErrorAndSaysWhere(@TempDir Path own) throws IOException {
        Files.writeString(own.resolve("report.ftl"), "${page.nothing.of.this}");
        assertThatThrownBy(() ->
                        Report.write(SampleFindings.sick(), own, EnumSet.of(Format.MD), ReportOptions.PLAIN.with(own)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("report.ftl");
    }

    private static String written(Findings findings, Format format, Path where) throws IOException {
        return Files.readString(Report.write(findings, where, EnumSet.of(format), ReportOptions.PLAIN)
                .get(0));
    }
}
