package ergodiag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.capture.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IncidentCommandTest {
    private static final String BEFORE = "../samples/incident/1-before.zip";
    private static final String DURING = "../samples/incident/2-during.zip";
    private static final String AFTER = "../samples/incident/3-after.zip";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void theFirstPageSaysCauseBeginningAndEnd() throws Exception {
        Path written = folder.resolve("out");
        assertThat(run("incident", AFTER, BEFORE, DURING, "--zone", "Europe/Berlin", "--out", written.toString()))
                .as(err.toString())
                .isZero();
        try (PDDocument pdf = Loader.loadPDF(written.resolve("incident.pdf").toFile())) {
            PDFTextStripper first = new PDFTextStripper();
            first.setEndPage(1);
            assertThat(first.getText(pdf).replaceAll("\\s+", " "))
                    .contains(
                            "settlement_writer on node2@localhost has stopped working",
                            "Began 07:09:10 Europe/Berlin (06:09:10 UTC)",
                            "Ended between 07:11:22, when it was last seen, and 07:18:26 Europe/Berlin",
                            "node1@localhost, node2@localhost, node3@localhost restarted");
        }
        Document page = Jsoup.parse(Files.readString(written.resolve("incident.html")));
        assertThat(page.select("script, link, img")).isEmpty();
        assertThat(page.select("#causes .strip").get(0).select(".cell").eachAttr("class"))
                .containsExactly("cell state ok", "cell state critical", "cell state ok");
        assertThat(Files.readString(written.resolve("incident.md"))).contains("## Timeline", "ED0201");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(written.resolve("incident.json")));
        assertThat(json.path("findings").get(0).path("end").asString()).isEqualTo("over");
        assertThat(json.path("findings").get(0).path("over_by").asString()).isEqualTo("2026-11-29T06:18:26.329Z");
    }

    @Test
    void theSameInputGivesTheSameBytes() throws Exception {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        assertThat(run("incident", BEFORE, DURING, "--out", one.toString())).isZero();
        assertThat(run("incident", DURING, BEFORE, DURING, "--out", two.toString()))
                .isZero();
        for (String name : List.of("incident.html", "incident.pdf", "incident.md", "incident.json")) {
            assertThat(one.resolve(name)).hasSameBinaryContentAs(two.resolve(name));
        }
    }

    @Test
    void evidenceCannotTellOfWhatItDoesNotHold() throws Exception {
        Path evidence = folder.resolve("evidence.zip");
        assertThat(run("evidence", DURING, "--finding", "ED0701", "--out", evidence.toString()))
                .isZero();
        Path written = folder.resolve("out");
        assertThat(run("incident", DURING, BEFORE, evidence.toString(), AFTER, "--out", written.toString()))
                .as(err.toString())
                .isIn(0, ExitCode.INCOMPLETE.number());
        assertThat(Files.readString(written.resolve("incident.html"))).contains("could not look");
    }

    @Test
    void whatPeopleWriteStandsInEveryFormAndASecondSkeletonKeepsIt() throws Exception {
        Path notes = folder.resolve("notes.md");
        assertThat(run("incident", BEFORE, DURING, "--skeleton", notes.toString()))
                .isZero();
        Files.writeString(
                notes, Files.readString(notes).replace("## Impact\n", "## Impact\n\nTwelve customers *waited*.\n"));
        assertThat(run("incident", BEFORE, DURING, AFTER, "--skeleton", notes.toString()))
                .isZero();
        assertThat(Files.readString(notes)).contains("Twelve customers *waited*.", "not there any more");
        Path written = folder.resolve("out");
        assertThat(run("incident", BEFORE, DURING, "--notes", notes.toString(), "--out", written.toString()))
                .as(err.toString())
                .isZero();
        assertThat(Jsoup.parse(Files.readString(written.resolve("incident.html")))
                        .select(".prose")
                        .text())
                .isEqualTo("Impact Twelve customers waited.");
        assertThat(Files.readString(written.resolve("incident.md"))).contains("Twelve customers *waited*.");
    }

    @Test
    void nothingFoundIsHealthyOnlyWhereAllWasSeen() throws Exception {
        assertThat(run("incident", BEFORE, "--out", folder.resolve("seen").toString()))
                .isZero();
        assertThat(Files.readString(folder.resolve("seen/incident.md"))).contains("**Healthy**");
        Path evidence = folder.resolve("evidence.zip");
        assertThat(run("evidence", BEFORE, "--out", evidence.toString())).isZero();
        run("incident", evidence.toString(), "--out", folder.resolve("blind").toString());
        assertThat(Files.readString(folder.resolve("blind/incident.md")))
                .contains("**Cannot tell**", "not every capture could see everything")
                .doesNotContain("Healthy");
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
