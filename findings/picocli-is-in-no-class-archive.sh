#!/usr/bin/env bash
# JDK 17 and picocli 4.7.7: an archive of classes made at exit has none of picocli's classes.
#
# Expected from memory: java -XX:ArchiveClassesAtExit=FILE keeps every class that the class path brought and that was loaded and verified, so that the
# next start with -XX:SharedArchiveFile=FILE unpacks none of them again.
# Seen: the classes of picocli, which is compiled for Java 5 (class files of version 49), are left out without a word, and each start takes them from
# the jar and verifies them the old way; a class of one's own that was compiled for 17 is in the archive. Of a program whose command line is read by
# picocli some 170 classes are loaded anew at each start. The log tells it only with -Xlog:cds=debug ("Pre JDK 6 class not supported by CDS").
#
# Needs: a JDK 17 and Maven. Ends with 0 when seen as told, 1 when not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn -q -B dependency:copy -Dartifact=info.picocli:picocli:4.7.7 -DoutputDirectory=lib
cat > Start.java <<'J'
import picocli.CommandLine;

@CommandLine.Command(name = "start", mixinStandardHelpOptions = true)
public class Start implements Runnable {
    @Override
    public void run() {}

    public static void main(String[] args) {
        new CommandLine(new Start()).execute(args);
    }
}
J
javac -proc:none --release 17 -cp 'lib/*' -d classes Start.java
jar --create --file start.jar -C classes .
start=(-cp "start.jar:lib/picocli-4.7.7.jar" Start --help)
java -XX:ArchiveClassesAtExit=start.jsa -Xlog:disable -Xlog:all=off "${start[@]}" >/dev/null
java -XX:SharedArchiveFile=start.jsa -Xlog:class+load:file=loaded.txt "${start[@]}" >/dev/null
from() { grep -c "$1 source: $2" loaded.txt || true; }
seen="Start from the archive: $(from 'Start' 'shared objects file (top)')
picocli from the archive: $(from 'picocli\.[^ ]*' 'shared objects file (top)')
picocli from its jar: $([ "$(from 'picocli\.[^ ]*' 'file:')" -gt 50 ] && echo 'more than 50')"
printf '%s\n' "$seen"
expected='Start from the archive: 1
picocli from the archive: 0
picocli from its jar: more than 50'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed'; exit 1; }
