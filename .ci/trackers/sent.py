"""sent.py URL KEYFILE TICKET: compares a folder of a ticket with what a Redmine has of it. Run by .ci/trackers/send."""
import json
import pathlib
import sys
import urllib.parse
import urllib.request

url, key, ticket = sys.argv[1], pathlib.Path(sys.argv[2]).read_text().strip(), pathlib.Path(sys.argv[3])


def get(address):
    return urllib.request.urlopen(urllib.request.Request(address, headers={"X-Redmine-API-Key": key})).read()


text = next(ticket.glob("ticket.*")).read_text()
found = []
for offset in range(0, 10_000, 100):
    page = json.loads(get(f"{url}/issues.json?status_id=*&limit=100&offset={offset}"))["issues"]
    found += [issue for issue in page if (issue["description"] or "").replace("\r\n", "\n") == text]
    if len(page) < 100:
        break
assert len(found) == 1, f"{ticket}: {len(found)} tickets instead of one"
issue = json.loads(get(f"{url}/issues/{found[0]['id']}.json?include=attachments"))["issue"]
assert issue["subject"] + "\n" == (ticket / "title.txt").read_text(), issue["subject"]
meant = {file.name: file.read_bytes() for file in ticket.glob("ergodiag-*")}
there = {it["filename"]: get(url + urllib.parse.urlparse(it["content_url"]).path) for it in issue["attachments"]}
assert len(issue["attachments"]) == len(there) and there == meant, f"{ticket}: other files than {sorted(meant)}"
print(f"{ticket.name}: ticket {issue['id']}, {len(there)} files, {sum(map(len, there.values()))} bytes, as meant")
