#!/usr/bin/env bash
# jackson-core 3.1.8: the error for a document that is nested deeper than StreamReadConstraints allow has no place.
#
# Expected from memory: a JacksonException that the streaming parser throws knows line and column, as those for a wrong character do, since the parser
# knows where it stands.
# Seen: for valid JSON nested 600 deep (500 are allowed) it is a StreamConstraintsException whose getLocation() is null; for a wrong character it is a
# StreamReadException with line 1, column 5. Whoever tells users at which character an answer could not be read gets a NullPointerException for deep
# documents and for no others.
#
# Needs: a JDK 17 and Maven. Ends with 0 when seen as told, 1 when not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn -q -B dependency:copy -Dartifact=tools.jackson.core:jackson-core:3.1.8 -DoutputDirectory=lib
cat > Place.java <<'J'
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

public class Place {
    static void read(String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            while (parser.nextToken() != null) {
                // to the end
            }
            System.out.println("read to its end");
        } catch (JacksonException e) {
            var at = e.getLocation();
            System.out.println(e.getClass().getSimpleName() + " location "
                    + (at == null ? "null" : "line " + at.getLineNr() + " column " + at.getColumnNr()));
        }
    }

    public static void main(String[] args) {
        read("[".repeat(600) + "]".repeat(600));
        read("[1, x]");
    }
}
J
javac -cp 'lib/*' -d . Place.java
seen=$(java -cp '.:lib/*' Place)
printf '%s\n' "$seen"
expected='StreamConstraintsException location null
StreamReadException location line 1 column 5'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed'; exit 1; }
