#!/usr/bin/env bash
# io.modelcontextprotocol.sdk:mcp-core 2.1.0 (the official Java SDK, October 2026) does not speak MCP 2026-07-28; mcp 2.3.0, the official Python SDK, does.
#
# Expected from memory: an SDK of version 2 that came out three months after the revision 2026-07-28 speaks it, since that revision (no initialize, no
# sessions, headers Mcp-Method and Mcp-Name) is what version 2 of the Python SDK was made for.
# Seen: the newest version that the Java SDK knows is 2025-11-25, and no class of it holds the words "2026-07-28" or "server/discover"; the Python SDK holds
# both. Whoever writes a client in Java for an endpoint that serves 2026-07-28 and nothing else, as the Observer of Ergo 3.3 does, has to speak it
# without the SDK.
#
# Needs: a JDK 17, Maven, and Python 3.10 with venv. Ends with 0 when seen as told, 1 when not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mvn -q -B dependency:copy -Dartifact=io.modelcontextprotocol.sdk:mcp-core:2.1.0 -DoutputDirectory=lib
mkdir classes
(cd classes && jar xf ../lib/mcp-core-2.1.0.jar)
python3 -m venv python
python/bin/pip -q install mcp==2.3.0
# how many files hold a text
holding() { grep -rlF --include="$3" "$1" "$2" | wc -l; }
seen=$(
    echo "Java newest $(javap -cp classes -constants io.modelcontextprotocol.spec.ProtocolVersions | grep -oE '"[0-9-]{10}"' | sort | tail -1)"
    echo "Java 2026-07-28 in $(holding 2026-07-28 classes '*.class') files, server/discover in $(holding server/discover classes '*.class')"
    for text in 2026-07-28 server/discover; do
        [ "$(holding "$text" "$(echo python/lib/python3*/site-packages/mcp)" '*.py')" -gt 0 ] && echo "Python has $text"
    done
)
printf '%s\n' "$seen"
expected='Java newest "2025-11-25"
Java 2026-07-28 in 0 files, server/discover in 0
Python has 2026-07-28
Python has server/discover'
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed'; exit 1; }
