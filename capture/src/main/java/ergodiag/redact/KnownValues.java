package ergodiag.redact;

import ergodiag.redact.text.SecretKind;
import java.io.IOException;
import java.util.Optional;

/** Takes out of JSON that was scanned before what was found out to be a secret since, and nothing else. */
final class KnownValues implements JsonWords {
    private final Secrets secrets;
    private final Carrier carrier;
    private final boolean hasNames;
    private final JsonInText inside;

    KnownValues(Secrets secrets, Carrier carrier) {
        this.secrets = secrets;
        this.carrier = carrier;
        this.hasNames = carrier == Carrier.NODE;
        Secrets sought = carrier == Carrier.CODE ? secrets.telling() : secrets;
        this.inside =
                new JsonInText(hasNames ? new KnownValues(secrets, Carrier.APPLICATION) : this, secrets, sought::sweep);
    }

    @Override
    public String key(JsonPlace place, String key) {
        if (SecretValues.isStructure(key)) {
            return carrier == Carrier.APPLICATION && secrets.knows(key) ? secrets.sweep(key) : key;
        }
        return secrets.telling().sweep(key);
    }

    @Override
    public String string(JsonPlace place, String value) throws IOException {
        boolean name = hasNames && place.isName() && !secrets.knows(value);
        return name ? secrets.telling().sweep(value) : inside.clean(value);
    }

    @Override
    public String named(String value) {
        return value;
    }

    @Override
    public Optional<String> word(JsonPlace place, String value) {
        return !hasNames && secrets.knows(value)
                ? Optional.of(secrets.remove(value, SecretKind.KNOWN))
                : Optional.empty();
    }

    @Override
    public boolean secretBelow(JsonPlace place) {
        return false;
    }
}
