package ergodiag.cluster;

import ergodiag.ergo.ProcessRow;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reading of the processes of a node, from one reply or several, doubles removed.
 *
 * @param byPid the rows by pid, in the order of the reply
 * @param complete whether it is known to hold every process of the node
 */
public record ProcessList(Map<String, ProcessRow> byPid, boolean complete) {

    static ProcessList of(Collection<ProcessRow> rows, boolean complete) {
        Map<String, ProcessRow> byPid = new LinkedHashMap<>();
        rows.forEach(row -> byPid.putIfAbsent(row.pid(), row));
        return new ProcessList(Collections.unmodifiableMap(byPid), complete);
    }

    public List<ProcessRow> rows() {
        return List.copyOf(byPid.values());
    }

    public Optional<ProcessRow> process(String pid) {
        return Optional.ofNullable(byPid.get(pid));
    }
}
