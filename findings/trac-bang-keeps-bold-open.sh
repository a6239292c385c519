#!/usr/bin/env bash
# Trac 1.6: an exclamation mark at the end of bold text takes the marks that close it for text.
#
# Expected from memory: "!" escapes a wiki word or a link behind it (!CamelCase, !#12); at the end of a sentence it is a sentence's mark, so that
# '''it works!''' is bold text.
# Seen: the "!" goes with the three quotes behind it: they are shown, the "!" is not, and all that follows in the paragraph is bold. With a question
# mark it is as expected. A program that writes bold sentences of others for Trac has to put what ends with "!" into code.
#
# Needs: Python 3 with venv. Ends with 0 when seen as told, 1 when not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q Trac==1.6 setuptools==80.9.0
cat >"$folder/bold.py" <<'P'
from trac.test import EnvironmentStub, MockRequest
from trac.web.chrome import web_context
from trac.wiki.formatter import format_to_oneliner

env = EnvironmentStub(default_data=True, enable=["trac.wiki.*"])
context = web_context(MockRequest(env))
for text in ("'''it works?''' and more", "'''it works!''' and more"):
    print(format_to_oneliner(env, context, text))
P
seen=$("$folder/python/bin/python" "$folder/bold.py" 2>"$folder/errors") || { cat "$folder/errors"; exit 1; }
printf '%s\n' "$seen"
expected="<strong>it works?</strong> and more
<strong>it works''' and more</strong>"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed'; exit 1; }
