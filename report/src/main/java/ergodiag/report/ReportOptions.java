package ergodiag.report;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user may change of how a report looks.
 *
 * @param title its heading
 * @param paper what the PDF is printed on
 * @param templates folder with templates to use in place of the packaged ones of the same name
 */
public record ReportOptions(String title, Paper paper, Optional<Path> templates) {
    /** As it is when nobody changes anything. */
    public static final ReportOptions PLAIN = new ReportOptions("Incident report", Paper.A4, Optional.empty());

    /** Sizes of paper. */
    public enum Paper {
        A4,
        LETTER;

        /** The name style sheets use. */
        String css() {
            return this == A4 ? "A4" : "letter";
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same with these templates. */
    public ReportOptions with(Path folder) {
        return new ReportOptions(title, paper, Optional.of(folder));
    }
}
