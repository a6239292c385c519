package ergodiag.bundle;

import java.util.Optional;
import java.util.function.Function;

/**
 * A value that is known, with the place it was read from, or a gap with its reason. Never null inside.
 *
 * @param <T> the type of the value
 */
public sealed interface Reading<T> {

    /** A value that was read. */
    record Known<T>(T it, Source source) implements Reading<T> {}

    /** A value that could not be read. */
    record Missing<T>(Gap why) implements Reading<T> {}

    static <T> Reading<T> known(T value, Source source) {
        return new Known<>(value, source);
    }

    static <T> Reading<T> missing(Gap gap) {
        return new Missing<>(gap);
    }

    default boolean isKnown() {
        return this instanceof Known;
    }

    /** The value, or empty where there is a gap. */
    default Optional<T> value() {
        return this instanceof Known<T> known ? Optional.of(known.it()) : Optional.empty();
    }

    /** The gap, or empty where the value is known. */
    default Optional<Gap> gap() {
        return this instanceof Missing<T> missing ? Optional.of(missing.why()) : Optional.empty();
    }

    default T orElse(T other) {
        return value().orElse(other);
    }

    /** The same reading of something derived from the value; a gap stays the gap it was. */
    default <U> Reading<U> map(Function<? super T, ? extends U> function) {
        if (this instanceof Known<T> known) {
            return new Known<>(function.apply(known.it()), known.source());
        }
        return new Missing<>(((Missing<T>) this).why());
    }
}
