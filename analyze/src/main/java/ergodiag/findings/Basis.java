package ergodiag.findings;

import ergodiag.bundle.Evidence;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a finding rests on.
 *
 * @param numbers the numbers
 * @param evidence where those stand in the bundle
 */
public record Basis(List<Measure> numbers, List<Evidence> evidence) {

    public Basis {
        numbers = List.copyOf(numbers);
        evidence = List.copyOf(evidence);
    }

    /** The same with one more number, before the others, and with these places. */
    Basis counting(Measure count, List<Evidence> places) {
        return new Basis(Stream.concat(Stream.of(count), numbers.stream()).toList(), places);
    }
}
