package ergodiag.analyze;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A table for each finding that was made of many equal ones: every subject with its numbers. */
final class AlikeTables {
    private AlikeTables() {}

    static List<Table> of(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.also().isEmpty())
                .map(AlikeTables::table)
                .toList();
    }

    private static Table table(Finding finding) {
        List<Finding> members =
                Stream.concat(Stream.of(finding), finding.also().stream()).toList();
        Set<String> measures = new LinkedHashSet<>();
        finding.also()
                .forEach(member ->
                        member.numbers().forEach(number -> measures.add(number.name() + " (" + number.unit() + ")")));
        List<String> columns = new ArrayList<>(List.of("Node"));
        List<Boolean> numeric = new ArrayList<>(List.of(false));
        boolean place =
                members.stream().anyMatch(member -> !member.subject().function().isEmpty());
        for (String text : place ? List.of("Subject", "Stands in") : List.of("Subject")) {
            columns.add(text);
            numeric.add(false);
        }
        for (String measure : measures) {
            columns.add(measure);
            numeric.add(true);
        }
        return new Table(
                "alike-" + finding.id().toLowerCase(Locale.ROOT),
                finding.playbook(),
                finding.code() + ": all " + members.size() + " it was found of",
                columns,
                numeric,
                members.stream().map(member -> row(member, place, measures)).toList(),
                0);
    }

    private static List<String> row(Finding member, boolean place, Set<String> measures) {
        Subject about = member.subject();
        List<String> cells = new ArrayList<>(
                List.of(about.node(), (about.label() + (about.name().isEmpty() ? "" : " " + about.pid())).trim()));
        if (place) {
            cells.add(about.function());
        }
        for (String measure : measures) {
            cells.add(member.numbers().stream()
                    .filter(number -> (number.name() + " (" + number.unit() + ")").equals(measure))
                    .findFirst()
                    .map(number -> Words.number(number.value()))
                    .orElse(""));
        }
        return cells;
    }
}
