package ergodiag.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MachineFontsTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void javaIsToldOfAFontThatIsThere() throws IOException {
        MachineFonts.replace();
        Path settings = Path.of(System.getProperty("sun.awt.fontconfig"));
        Properties told = new Properties();
        told.load(new StringReader(Files.readString(settings)));
        assertThat(Path.of(told.getProperty("filename.Liberation_Sans"))).isNotEmptyFile();
    }
}
