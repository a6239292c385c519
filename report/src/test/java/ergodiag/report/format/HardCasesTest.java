package ergodiag.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import ergodiag.bundle.Gap;
import ergodiag.bundle.WorldError;
import ergodiag.findings.Cell;
import ergodiag.findings.Column;
import ergodiag.findings.Findings;
import ergodiag.findings.Table;
import ergodiag.findings.Verdict;
import ergodiag.report.ReportOptions;
import ergodiag.report.SampleFindings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardCasesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aBundleWhereNobodyAnsweredIsStillAReport() throws IOException {
        Findings nobody = with(SampleFindings.sick(), List.of(), List.of());
        List<Path> files = Report.write(nobody, folder, EnumSet.allOf(Format.class), ReportOptions.PLAIN);
        assertThat(files).hasSameSizeAs(Format.values());
        Document page = Jsoup.parse(Files.readString(folder.resolve("report.html")));
        assertThat(page.select("#summary").text())
                .contains("Nothing was found to be wrong in what could be seen")
                .contains("cannot be judged");
        assertThat(page.select(".masthead").hasClass("unknown")).isTrue();
    }

    @Test
    void aLargeClusterBecomesAPdfOfReasonableLength() throws IOException {
        List<String> nodes = IntStream.range(0, 100)
                .mapToObj(i -> "node" + i + "@some-host-" + i)
                .toList();
        try (PDDocument pdf = pdf(SampleFindings.of(nodes), ReportOptions.PLAIN)) {
            assertThat(pdf.getNumberOfPages()).isLessThan(40);
        }
    }

    @Test
    void wordsOfAHeadingAreNotBrokenHoweverLongTheNamesOfNodesAre() throws IOException {
        List<String> nodes = IntStream.range(0, 3)
                .mapToObj(i -> "orders@orders-" + i + ".orders-headless.prod.svc.cluster.local")
                .toList();
        List<String> headings = List.of(
                "Vptime",
                "Qrocesses",
                "Qombees",
                "Qeap",
                "Qrrors lugged",
                "Qanics",
                "Qend und qall errurs",
                "Qound tripp (ms)",
                "Qpps runninq",
                "Versiun",
                "Latencv measuredd",
                "Qlock uffset (ms)");
        Findings all = SampleFindings.of(nodes);
        List<Column> columns = new ArrayList<>(List.of(Column.text("Node")));
        headings.forEach(heading -> columns.add(Column.count(heading)));
        List<List<Cell>> rows = nodes.stream()
                .map(node -> Stream.of(
                                node,
                                "3 min 6 s",
                                "3,650",
                                "0",
                                "33.8 MiB",
                                "601",
                                "0",
                                "0",
                                "0.29",
                                "4 of 4 running",
                                "orders 2.4.1",
                                "yes",
                                "")
                        .map(Cell::text)
                        .toList())
                .toList();
        Findings wide = new Findings(
                all.toolVersion(),
                all.bundle(),
                all.nodes(),
                all.verdicts(),
                List.of(),
                List.of(new Table("wide", 1, "Many columns", columns, rows, 0)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        try (PDDocument pdf = pdf(wide, ReportOptions.PLAIN)) {
            List<String> words = List.of(new PDFTextStripper().getText(pdf).split("\\s+"));
            assertThat(words).contains(String.join(" ", headings).split(" ")).contains("33.8", "3,650", "601");
        }
    }

    @Test
    void gapsThatDifferOnlyInNamesAreToldOnce() throws IOException {
        Findings sick = SampleFindings.of(List.of("a@h", "b@h", "c@h"));
        List<Gap> gaps = List.of(gap("a@h", "b@h"), gap("b@h", "c@h"), gap("c@h", "a@h"));
        List<Verdict> verdicts = sick.verdicts().stream()
                .map(verdict -> new Verdict(
                        verdict.playbook(),
                        verdict.name(),
                        verdict.title(),
                        verdict.state(),
                        verdict.lookedAt(),
                        verdict.playbook() == 8 ? gaps : List.of(),
                        List.of(),
                        List.of()))
                .toList();
        Report.write(
                new Findings(
                        sick.toolVersion(),
                        sick.bundle(),
                        sick.nodes(),
                        verdicts,
                        List.of(),
                        List.of(),
                        List.of(),
                        sick.coverage(),
                        sick.timeline(),
                        sick.thresholds(),
                        List.of()),
                folder,
                EnumSet.of(Format.HTML),
                ReportOptions.PLAIN);
        Document page = Jsoup.parse(Files.readString(folder.resolve("report.html")));
        assertThat(page.select("#unseen li")).hasSize(1);
        assertThat(page.select("#unseen li").text())
                .contains("links of all nodes")
                .contains("what a@h sent to b@h was not counted. The same holds for 2 others.")
                .contains("ergodiag capture URL --attach NODE=links.log");
    }

    @Test
    void whatIsOnlyInformationStandsQuietlyUnderWhatWeighs() throws IOException {
        Report.write(SampleFindings.sick(), folder, EnumSet.of(Format.HTML), ReportOptions.PLAIN);
        Document page = Jsoup.parse(Files.readString(folder.resolve("report.html")));
        assertThat(page.select(".noticed .finding.quiet").text()).contains("Framework versions differ");
        assertThat(page.select(".finding:not(.quiet)").text()).doesNotContain("Framework versions differ");
    }

    @Test
    void aFileInTheWayOfTheFolderIsToldInASentence() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> Report.write(
                        SampleFindings.sick(), file.resolve("out"), EnumSet.of(Format.JSON), ReportOptions.PLAIN))
                .isInstanceOf(WorldError.class)
                .hasMessageContaining("taken");
    }

    @Test
    void aPdfLoadsNothingWhateverItsTemplateNames() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "PLANTED-IN-A-FILE");
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String web = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            Path own = Files.createDirectories(folder.resolve("own"));
            Files.writeString(
                    own.resolve("print.ftlh"), template(web, secret.toUri().toString()));
            try (PDDocument pdf = pdf(SampleFindings.sick(), ReportOptions.PLAIN.with(own))) {
                assertThat(new PDFTextStripper().getText(pdf))
                        .contains("the page")
                        .doesNotContain("PLANTED");
                assertThat(pdf.getDocumentCatalog().getNames()).isNull();
            }
        } finally {
            server.stop(0);
        }
        assertThat(asked).hasValue(0);
    }

    private static String template(String web, String file) {
        return """
                <!DOCTYPE html [<!ENTITY x SYSTEM "FILE"><!ENTITY y SYSTEM "WEBentity">]>
                <html><head><title>t</title><link rel="stylesheet" href="WEBstyle.css"/>
                <link rel="stylesheet" href="FILE"/>
                <link rel="attachment" href="FILE" download="s.txt"/>
                <style>@import url("WEBimport.css"); @font-face { font-family: F; src: url("WEBfont.ttf") }
                body { background: url("WEBback.png"); font-family: F, "Liberation Sans" }</style></head>
                <body><p>the page</p><img src="WEBpicture.png" alt="a"/><img src="FILE" alt="b"/><object data="FILE">o</object>
                <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">
                <image xlink:href="WEBinside.png" width="5" height="5"/><image xlink:href="FILE" width="5" height="5"/>
                <use xlink:href="WEBuse.svg#a"/></svg></body></html>
                """.replace("WEB", web).replace("FILE", file);
    }

    @Test
    void theMachinesZoneAndLanguageChangeNothing() throws IOException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        EnumSet<Format> all = EnumSet.allOf(Format.class);
        List<Path> here = Report.write(SampleFindings.sick(), folder.resolve("here"), all, ReportOptions.PLAIN);
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            List<Path> there = Report.write(SampleFindings.sick(), folder.resolve("there"), all, ReportOptions.PLAIN);
            for (int i = 0; i < here.size(); i++) {
                assertThat(there.get(i)).hasSameBinaryContentAs(here.get(i));
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void lettersThatPaperHasNotAreWrittenAsTheirNumbers() throws IOException {
        ReportOptions own = new ReportOptions("结算 🚀 обработчик", ReportOptions.Paper.A4, Optional.empty());
        Report.write(SampleFindings.sick(), folder, EnumSet.of(Format.HTML), own);
        try (PDDocument pdf = pdf(SampleFindings.sick(), own)) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .containsIgnoringWhitespaces("\\u7ed3\\u7b97 \\u{1f680} обработчик");
        }
        assertThat(folder.resolve("report.html")).content().contains("<h1>结算 🚀 обработчик</h1>");
    }

    @Test
    void aTitleAndAPaperOfTheUserAreUsedThroughout() throws IOException {
        ReportOptions own = new ReportOptions("Quarter <end> & orders", ReportOptions.Paper.LETTER, Optional.empty());
        Report.write(SampleFindings.sick(), folder, EnumSet.of(Format.HTML, Format.MD), own);
        try (PDDocument pdf = pdf(SampleFindings.sick(), own)) {
            assertThat(pdf.getPages())
                    .allMatch(page -> Math.round(page.getMediaBox().getWidth()) == 612
                            && Math.round(page.getMediaBox().getHeight()) == 792);
            assertThat(pdf.getDocumentInformation().getTitle()).startsWith(own.title());
            assertThat(new PDFTextStripper().getText(pdf)).contains(own.title());
        }
        assertThat(folder.resolve("report.html")).content().contains("<h1>Quarter &lt;end&gt; &amp; orders</h1>");
        assertThat(folder.resolve("report.md")).content().startsWith("# Quarter");
    }

    private PDDocument pdf(Findings findings, ReportOptions look) throws IOException {
        Path file = Report.write(findings, folder.resolve("pdf"), EnumSet.of(Format.PDF), look)
                .get(0);
        return Loader.loadPDF(Files.readAllBytes(file));
    }

    private static Gap gap(String from, String to) {
        return new Gap(
                "what " + from + " sent to " + to + " was not counted",
                from,
                "links",
                "ergodiag capture URL --attach " + from + "=links.log");
    }

    private static Findings with(
            Findings base, List<Findings.NodeSummary> nodes, List<ergodiag.findings.Finding> findings) {
        List<Verdict> verdicts = base.verdicts().stream()
                .map(verdict -> new Verdict(
                        verdict.playbook(),
                        verdict.name(),
                        verdict.title(),
                        Verdict.State.CANNOT_TELL,
                        "",
                        List.of(new Gap("no node answered", "", "everything", "ergodiag capture URL")),
                        List.of(),
                        List.of()))
                .toList();
        return new Findings(
                base.toolVersion(),
                base.bundle(),
                nodes,
                verdicts,
                findings,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
