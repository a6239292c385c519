package ergodiag.cli;

import ergodiag.bundle.Bundle;
import ergodiag.bundle.NotABundle;
import ergodiag.bundle.UserError;
import ergodiag.bundle.foreign.ForeignJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Finds places in the files of a bundle, however long those are. */
final class PlacesOfBundle {
    /** Bytes of a file that is not taken into memory for one place of it. */
    private static final long LONG = 1 << 20;

    private final Bundle bundle;

    PlacesOfBundle(Bundle bundle) {
        this.bundle = bundle;
    }

    /** A place inside a bundle, as it is written. */
    record Place(String file, Optional<String> pointer, int line) {
        static Place of(String text) {
            int hash = text.indexOf('#');
            int colon = text.lastIndexOf(':');
            if (hash >= 0) {
                return new Place(text.substring(0, hash), Optional.of(text.substring(hash + 1)), 0);
            }
            return colon >= 0 && text.substring(colon + 1).matches("[0-9]{1,9}")
                    ? new Place(text.substring(0, colon), Optional.empty(), Integer.parseInt(text.substring(colon + 1)))
                    : new Place(text, Optional.empty(), -1);
        }
    }

    /**
     * What stands at a place.
     *
     * @param tree the whole file; of a long one the element of a list
     * @param pointer where it stands in the tree
     */
    record Found(JsonNode tree, JsonPointer pointer, JsonNode value) {}

    /** The value at a place in JSON. @throws UserError when nothing stands there */
    Found found(Place place) {
        String text = place.pointer().orElse("");
        try {
            JsonPointer pointer = JsonPointer.compile(text);
            Found found = isLong(place.file())
                    ? inLong(place.file(), pointer)
                    : at(ForeignJson.mapper().readTree(text(place.file())), pointer);
            if (found.value().isMissingNode()) {
                throw new UserError("Showing " + place.file() + ": nothing stands at " + text
                        + "; copy the place from the report.");
            }
            return found;
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "Showing " + place.file() + ": '" + text + "' is no pointer; copy the place from the report.", e);
        } catch (JacksonException e) {
            throw new UserError(
                    "Showing " + place.file() + ": it is no JSON, so no pointer can be followed there; give FILE:LINE.",
                    e);
        }
    }

    private static Found at(JsonNode tree, JsonPointer pointer) {
        return new Found(tree, pointer, tree.at(pointer));
    }

    private Found inLong(String file, JsonPointer pointer) {
        try (InputStream in = bundle.open(file)) {
            return LongFile.element(in, pointer)
                    .map(of -> at(of.element(), of.rest()))
                    .orElse(at(MissingNode.getInstance(), pointer));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The line and those around it. */
    List<String> lines(Place place, int around) {
        present(place.file());
        try (InputStream in = bundle.open(place.file())) {
            int last = place.line() < 1 ? Integer.MAX_VALUE : place.line() + around;
            LongFile.Lines lines = LongFile.lines(in, Math.max(1, last - 2 * around), last);
            if (place.line() < 1 || place.line() > lines.count()) {
                throw new UserError("Showing " + place.file() + ": it has " + lines.count() + " lines, no line "
                        + place.line() + "; copy the place from the report.");
            }
            return lines.lines();
        } catch (IOException e) {
            throw unreadable(place.file(), e);
        }
    }

    private NotABundle unreadable(String file, IOException e) {
        return new NotABundle("Reading '" + file + "' of the bundle " + bundle.path() + ": " + e.getMessage() + ".", e);
    }

    private boolean isLong(String file) {
        return bundle.files().contains(file) && bundle.size(file) > LONG;
    }

    /** A whole file. */
    String text(String file) {
        present(file);
        return bundle.text(file);
    }

    private void present(String file) {
        if (!bundle.files().contains(file)) {
            throw missing(file);
        }
    }

    /** What was left out is the fault of the bundle, and what never was there that of whoever asks for it. */
    private RuntimeException missing(String file) {
        return bundle.integrity().faults().stream()
                .filter(fault -> fault.file().equals(file))
                .findFirst()
                .<RuntimeException>map(fault -> new NotABundle("Showing '" + file + "': it is not as it was written: "
                        + fault.words() + "; --trust-altered reads what can be read."))
                .orElseGet(() -> new UserError(
                        "Showing '" + file + "': it is not in the bundle; copy the place from the report."));
    }
}
