package ergodiag.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ergodiag.bundle.Bundle;
import ergodiag.verdicts.Build;
import ergodiag.verdicts.Material;
import ergodiag.verdicts.Variation;
import ergodiag.verdicts.Variation.Varied;
import ergodiag.verdicts.Variations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recordings of a folder ({@code causes.in}, with its {@code expect.json}) told otherwise: other names, another entry, other builds and
 * clocks, and parts of the window. The cause stays first and alone, and the healthy stretch before a trouble stays without warning. Lines are
 * printed as they come.
 */
class Retold {
    /** Seconds since the beginning after which the trouble of a recording begins, where it begins within. */
    private static final Map<String, Double> BEGINS =
            Map.of("clockjump", 59.0, "familyexit", 39.0, "partition-hard", 24.0, "rolling", 24.0, "scaledown", 31.0);

    /** Of these nothing is left after the first half but that somebody is not there who is not known any more. */
    private static final List<String> OVER = List.of("familyexit", "rolling", "scaledown");

    /** Two readings show nothing of what came and went between them: the playbook that sees it otherwise may not call that well. */
    private static final Map<String, Integer> COMES_AND_GOES = Map.of("freeze", 1, "iospell", 2);

    /** The entry counts the questions that it could not pass on to a node that had left: at another entry nobody would have asked them. */
    private static final Set<String> CONTRADICTORY = Set.of("scaledown, other-entry");

    private static final double MARGIN = 2;

    /** The one variation that takes nodes from the healthy sample, which stands in another folder. */
    private static final String NEEDS_A_SAMPLE = "10x-nodes";

    private static final String TWO_READINGS = "two-ends";

    @TempDir
    Path folder;

    private int right;
    private int told;

    @Test
    void theCauseIsNamedHoweverItIsTold() throws IOException {
        Path recordings = Path.of(System.getProperty("causes.in", ""));
        for (Map.Entry<String, Expectation> each : new TreeMap<>(Expectation.in(recordings)).entrySet()) {
            if (CausesNamed.isWanted(each.getKey())) {
                tell(recordings.resolve(each.getKey() + ".zip"), each.getKey(), each.getValue());
            }
        }
        System.out.println(right + " of " + told + " right");
        assertThat(right).as("right").isEqualTo(told);
    }

    private void tell(Path recording, String name, Expectation expected) {
        Material material;
        try (Bundle bundle = Bundle.open(recording)) {
            material = Material.of(bundle);
        }
        for (Variation variation : Variations.ALL) {
            if (isWanted(variation.name())
                    && !variation.name().equals(NEEDS_A_SAMPLE)
                    && !CONTRADICTORY.contains(name + ", " + variation.name())) {
                Varied varied =
                        variation.how().of(recording, material, folder.resolve(name + "-" + variation.name() + ".zip"));
                Expectation due = varied.due().isEmpty() ? expected : expected.besideOne();
                boolean unseen = variation.name().equals(TWO_READINGS) && COMES_AND_GOES.containsKey(name);
                judge(
                        name,
                        variation.name(),
                        varied.bundle(),
                        unseen ? Expectation.unseen(COMES_AND_GOES.get(name)) : due.renamed(varied.names()));
            }
        }
        parts(name, material, expected).forEach((how, part) -> {
            if (isWanted(how)) {
                Path bundle = part.material().write(folder.resolve(name + "-" + how + ".zip"));
                judge(name, how, bundle, part.expected());
            }
        });
    }

    private record Part(Material material, Expectation expected) {}

    private static Map<String, Part> parts(String name, Material material, Expectation expected) {
        double all = Cut.seconds(material);
        Map<String, Part> parts = new LinkedHashMap<>();
        for (Build build : Build.values()) {
            parts.put(build.word(), new Part(build.built(material), expected));
        }
        parts.put("every-second", new Part(Cut.everySecond(material), expected));
        Double begins = BEGINS.get(name);
        if (begins == null || begins + 15 < all / 2) {
            parts.put("first-half", new Part(Cut.between(material, 0, all / 2), expected));
        }
        if (!OVER.contains(name)) {
            parts.put("second-half", new Part(Cut.between(material, all / 2, all), expected));
        }
        if (begins != null) {
            parts.put("before", new Part(Cut.between(material, 0, begins - MARGIN), Expectation.health()));
        }
        return parts;
    }

    private void judge(String name, String how, Path bundle, Expectation expected) {
        List<String> misses = new ArrayList<>();
        try {
            misses.addAll(expected.misses(bundle));
        } catch (RuntimeException e) {
            misses.add("failed: " + e);
        }
        told++;
        right += misses.isEmpty() ? 1 : 0;
        System.out.println((misses.isEmpty() ? "right  " : "WRONG  ") + name + ", " + how);
        misses.forEach(miss -> System.out.println("         " + miss));
        Variations.delete(bundle);
    }

    /** All ways, or those that {@code causes.how} names, with blanks between them. */
    private static boolean isWanted(String how) {
        String wanted = System.getProperty("causes.how", "").trim();
        return wanted.isEmpty() || List.of(wanted.split("\\s+")).contains(how);
    }
}
