package ergodiag.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.cli.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How true the verdicts are, as one table over all samples: faults found, warnings of what no fault touched, and whether the same bundle told
 * otherwise is judged the same. It is printed and stands in {@code target/verdicts.txt}. It takes minutes, so it runs when it is asked for. That
 * captures are judged as their recordings is tried by {@code RecordedClustersTest}.
 */
class TrueVerdicts {
    @TempDir
    Path folder;

    @Test
    void everyFaultIsFoundNothingElseIsAndNoVerdictDependsOnHowItIsTold() throws IOException {
        List<Path> zips;
        try (Stream<Path> samples = Files.list(Path.of("..", "samples"))) {
            zips = samples.filter(path -> path.toString().endsWith(".zip"))
                    .filter(TrueVerdicts::isWanted)
                    .sorted()
                    .toList();
        }
        List<SampleLine> lines = zips.parallelStream().map(this::line).toList();
        assertThat(lines).as("samples").isNotEmpty();
        String table = SampleLine.table(lines);
        System.out.println(table);
        Files.writeString(Path.of("target", "verdicts.txt"), table);
        assertThat(lines).allMatch(SampleLine::isTrue, "all goals are met, see the table");
    }

    /** All samples, or those that {@code verdicts.of} names, with blanks between them. */
    private static boolean isWanted(Path sample) {
        String wanted = System.getProperty("verdicts.of", "").trim();
        String name = sample.getFileName().toString().replace(".zip", "");
        return wanted.isEmpty() || List.of(wanted.split("\\s+")).contains(name);
    }

    private SampleLine line(Path sample) {
        try (Bundle bundle = Bundle.open(sample)) {
            return SampleLine.of(sample, Material.of(bundle), Truth.of(sample), folder);
        }
    }
}
