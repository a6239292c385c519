package ergodiag.report.incident;

import ergodiag.report.ReportOptions.Paper;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a user may choose of how the page of an incident looks.
 *
 * @param title its heading; empty where that of the notes is
 * @param zone in which times are written
 * @param paper what the PDF is printed on
 * @param templates a folder with templates in place of the packaged ones
 */
public record IncidentOptions(Optional<String> title, ZoneId zone, Paper paper, Optional<Path> templates) {}
