package ergodiag.report.chart;

import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes Java's drawing work on a machine without any fonts. On Linux it refuses even a font of our own while the machine has none
 * ("Fontconfig head is null"); so it is told, before its first use, that Liberation Sans is what the machine has. A machine with
 * fonts is told the same: a report depends on none of them.
 */
public final class MachineFonts {
    private static final String SETTING = "sun.awt.fontconfig";
    private static final String FONT = "LiberationSans-Regular.ttf";

    private MachineFonts() {}

    /** Is tried once, when it is first asked for. */
    private static final class Trial {
        private static final Optional<String> FAILURE = failure();

        private static Optional<String> failure() {
            try {
                Theme.text(Axes.TEXT).getStringBounds("a", new FontRenderContext(null, true, true));
                return Optional.empty();
            } catch (LinkageError | InternalError | RuntimeException e) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                return Optional.of(String.valueOf(cause.getMessage()));
            }
        }
    }

    /**
     * Why Java can draw no letters on this machine, in its own words; empty where it can. It needs libfreetype, which small machines and
     * containers often lack.
     */
    public static Optional<String> missing() {
        return Trial.FAILURE;
    }

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
