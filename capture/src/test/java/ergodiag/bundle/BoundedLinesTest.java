package ergodiag.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
    @Test
    void linesEndAsOnAnySystem() throws IOException {
        assertThat(all("a\nb\r\nc\rd\n\n\r\ne", 10)).containsExactly("1a", "2b", "3c", "4d", "5", "6", "7e");
        assertThat(all("", 10)).isEmpty();
        assertThat(all("\n", 10)).containsExactly("1");
    }

    @Test
    void aLongLineIsCutAndTheNextOneIsWhole() throws IOException {
        assertThat(all("abcdefgh\r\nxyz\n", 3)).containsExactly("1abc+", "2xyz");
        assertThat(all("abcd", 4)).containsExactly("1abcd");
    }

    private static List<String> all(String text, int longest) throws IOException {
        BoundedLines lines = new BoundedLines(new StringReader(text), longest);
        List<String> all = new ArrayList<>();
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            all.add(lines.number() + line.get() + (lines.cut() ? "+" : ""));
        }
        return all;
    }
}
