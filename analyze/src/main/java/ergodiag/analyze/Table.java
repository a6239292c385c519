package ergodiag.analyze;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * A table of the report.
 *
 * @param id stable id
 * @param playbook section it belongs to; 0 for the report as a whole
 * @param title heading
 * @param columns heading of each column, with its unit in parentheses
 * @param numeric for each column whether it holds numbers (aligned to the right)
 * @param rows cells as text, ready to print
 * @param more number of rows left out
 */
public record Table(
        String id,
        int playbook,
        String title,
        List<String> columns,
        @JsonIgnore List<Boolean> numeric,
        List<List<String>> rows,
        int more) {}
