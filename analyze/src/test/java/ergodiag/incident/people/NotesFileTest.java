package ergodiag.incident.people;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.incident.people.Notes.ActionItem;
import ergodiag.incident.people.Notes.Part;
import ergodiag.incident.people.Skeleton.Generated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesFileTest {
    private static final List<Generated> PARTS = List.of(
            new Generated("proposals", "## Proposals\n\n- restart it\n"), new Generated("timeline", "- 12:03 x\n"));

    @TempDir
    private Path folder;

    @Test
    void headingsAreThePartsOfAPostMortem() {
        Notes notes = NotesFile.parse("""
                # Settlements stopped

                Nothing was settled.

                ## Impact (customers)

                - 12 of them

                ### Numbers

                many

                Lessons learned
                ---------------

                Watch it.

                ## Glossary

                none
                """);
        assertThat(notes.title()).isEqualTo("Settlements stopped");
        assertThat(notes.section(Part.SUMMARY).orElseThrow().markdown()).isEqualTo("Nothing was settled.");
        assertThat(notes.section(Part.IMPACT).orElseThrow().markdown())
                .isEqualTo("- 12 of them\n\n### Numbers\n\nmany");
        assertThat(notes.section(Part.LESSONS).orElseThrow().markdown()).isEqualTo("Watch it.");
        assertThat(notes.section(Part.OTHER).orElseThrow().title()).isEqualTo("Glossary");
    }

    @Test
    void actionsAreRowsAndEntries() {
        Notes notes = NotesFile.parse("""
                ## Action items

                | Owner | Action | Ticket | Due |
                | --- | --- | --- | --- |
                | Ada | Time limit for `await` | OPS-1 | Friday |
                |  |  |  |  |

                - [ ] Tell support
                """);
        assertThat(notes.actions())
                .containsExactly(
                        new ActionItem("Time limit for await", "Ada", "Friday", "OPS-1"),
                        new ActionItem("Tell support", "", "", ""));
    }

    @Test
    void anUnfilledSkeletonSaysNothing() throws Exception {
        Path file = folder.resolve("notes.md");
        assertThat(Skeleton.write(file, "Incident", PARTS).made()).isTrue();
        assertThat(Files.readString(file)).contains("## Impact", "restart it", "12:03 x");
        Notes notes = NotesFile.read(file);
        assertThat(notes.sections()).isEmpty();
        assertThat(notes.actions()).isEmpty();
    }

    @Test
    void aSecondRunWritesOursAnewAndLeavesTheirs() throws Exception {
        Path file = folder.resolve("notes.md");
        Skeleton.write(file, "Incident", PARTS);
        String filled = Files.readString(file)
                .replace("## Impact\n", "## Impact\n\nTwelve customers <b>waited</b>. $1 \\\\ \r\n")
                .replace("- 12:03 x\n", "- 12:03 x, and Ada saw it\n");
        Files.writeString(file, filled);

        Skeleton.Outcome again = Skeleton.write(
                file,
                "Other",
                List.of(new Generated("proposals", "- do this\n"), new Generated("timeline", "- 12:04 y\n")));

        assertThat(again.made()).isFalse();
        assertThat(again.kept()).containsExactly("timeline");
        assertThat(Files.readString(file))
                .contains("Twelve customers <b>waited</b>. $1 \\\\ \r\n", "- do this", "and Ada saw it")
                .doesNotContain("restart it", "12:04 y", "# Other");
        Skeleton.write(
                file,
                "Incident",
                List.of(new Generated("proposals", PARTS.get(0).markdown()), new Generated("timeline", "")));
        assertThat(Files.readString(file)).isEqualTo(filled);
    }

    @Test
    void whatPeopleChangedInOurPartIsTheirs() throws Exception {
        Path file = folder.resolve("notes.md");
        Skeleton.write(file, "Incident", PARTS);
        Files.writeString(file, Files.readString(file).replace("- restart it", "- restart it twice"));
        assertThat(NotesFile.read(file).sections())
                .anyMatch(section -> section.markdown().contains("restart it twice"));
    }

    @Test
    void htmlOfPeopleIsShownAndPicturesAreTheirText() {
        assertThat(MarkdownText.html("<script>x</script>\n\na<b>c</b> ![chart](http://h/x.png) [l](javascript:x)"))
                .doesNotContain("<script", "<b>", "<img", "javascript:")
                .contains("[picture: chart]");
    }
}
