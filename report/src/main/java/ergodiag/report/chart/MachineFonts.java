package ergodiag.report.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Makes Java's drawing work on a machine without any fonts. On Linux it refuses even a font of our own while the machine has none
 * ("Fontconfig head is null"); so it is told, before its first use, that Liberation Sans is what the machine has. A machine with
 * fonts is told the same: a report depends on none of them.
 */
public final class MachineFonts {
    private static final String SETTING = "sun.awt.fontconfig";
    private static final String FONT = "LiberationSans-Regular.ttf";

    private MachineFonts() {}

    /** To be called before anything is drawn; calling it again does nothing, and so does what cannot be written. */
    public static synchronized void replace() {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        if (!linux || System.getProperty(SETTING) != null) {
            return;
        }
        try (InputStream font = MachineFonts.class.getResourceAsStream("/liberation/" + FONT)) {
            if (font == null) {
                return;
            }
            Path folder = Files.createTempDirectory("ergodiag-fonts");
            Path file = folder.resolve(FONT);
            Path settings = folder.resolve("fontconfig.properties");
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            settings.toFile().deleteOnExit();
            Files.copy(font, file);
            Files.writeString(
                    settings,
                    "version=1\nallfonts.latin-1=Liberation Sans\nsequence.allfonts=latin-1\nfilename.Liberation_Sans="
                            + file + "\n");
            System.setProperty(SETTING, settings.toString());
        } catch (IOException e) {
            // The machine's own fonts will have to do.
        }
    }
}
