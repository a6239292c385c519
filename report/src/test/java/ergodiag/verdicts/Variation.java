package ergodiag.verdicts;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A way to tell the same of a cluster otherwise, which must not change a verdict.
 *
 * @param name a word for it
 * @param how what is done to the bundle
 */
record Variation(String name, How how) {
    /** What is done to a bundle. */
    interface How {
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
     */
    record Varied(Path bundle, UnaryOperator<String> names) {}

    /** One that changes the bundle in memory and no names. */
    static Variation of(String name, UnaryOperator<Material> change) {
        return new Variation(
                name,
                (sample, material, target) ->
                        new Varied(change.apply(material).write(target), UnaryOperator.identity()));
    }
}
