package ergodiag.verdicts;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A way to tell the same of a cluster otherwise, which must not change a verdict.
 *
 * @param name a word for it
 * @param lessSeen whether it takes something away, so that less can be told
 * @param how what is done to the bundle
 */
public record Variation(String name, boolean lessSeen, How how) {
    /** What is done to a bundle. */
    public interface How {
        /**
         * Does it.
         *
         * @param sample the bundle
         * @param material the same in memory, not to be changed in place
         * @param target where the new bundle is to stand
         */
        Varied of(Path sample, Material material, Path target);
    }

    /**
     * The bundle told otherwise.
     *
     * @param bundle where it stands
     * @param names what a name of the old bundle is called in it
     * @param due how differences begin that are to be: what was changed is itself a fault
     */
    public record Varied(Path bundle, UnaryOperator<String> names, List<String> due) {
        /** One that must be judged the same. */
        Varied(Path bundle, UnaryOperator<String> names) {
            this(bundle, names, List.of());
        }
    }

    /** One that changes the bundle in memory and no names. */
    static Variation of(String name, UnaryOperator<Material> change) {
        return new Variation(name, false, written(change));
    }

    /** One that takes something away. */
    static Variation less(String name, UnaryOperator<Material> change) {
        return new Variation(name, true, written(change));
    }

    private static How written(UnaryOperator<Material> change) {
        return (sample, material, target) -> new Varied(change.apply(material).write(target), UnaryOperator.identity());
    }

    /** What is otherwise, but for what is to be; and what is to be and is not. */
    static List<String> besides(List<String> differences, List<String> due) {
        List<String> left = new java.util.ArrayList<>(differences);
        for (String each : due) {
            if (!left.removeIf(difference -> difference.startsWith(each))) {
                left.add("not said: " + each);
            }
        }
        if (!due.isEmpty()) {
            left.removeIf(difference -> difference.equals("cluster-health: healthy -> found"));
        }
        return left;
    }
}
