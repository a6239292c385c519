"""sent.py URL KEYFILE TICKET: compares a folder of a ticket with what the Redmine, or Roundup, at that address has of it. Run by .ci/trackers/send."""
import base64
import json
import pathlib
import re
import sys
import urllib.parse
import urllib.request

url, key, ticket = sys.argv[1], pathlib.Path(sys.argv[2]).read_text().strip(), pathlib.Path(sys.argv[3])
base = re.sub("/projects/.*", "", url)
headers = {"X-Redmine-API-Key": key}
if ":" in key:
    headers = {"Authorization": "Basic " + base64.b64encode(key.encode()).decode(), "X-Requested-With": "rest", "Origin": base, "Referer": base + "/", "Accept": "*/*"}


def get(path):
    return urllib.request.urlopen(urllib.request.Request(base + path, headers=headers)).read()


def redmine():
    """Title, text and files of each issue."""
    for issue in json.loads(get("/issues.json?status_id=*&limit=100"))["issues"]:
        files = json.loads(get(f"/issues/{issue['id']}.json?include=attachments"))["issue"]["attachments"]
        yield issue["subject"], issue["description"] or "", [(it["filename"], urllib.parse.urlparse(it["content_url"]).path) for it in files]


def roundup():
    """The same."""
    data = "/rest/data/"
    fields = lambda it: json.loads(get(data + it))["data"]
    for issue in fields("issue")["collection"]:
        there = fields("issue/" + issue["id"])["attributes"]
        text = "".join(get(data + "msg/" + it["id"] + "/binary_content").decode() for it in there["messages"])
        names = [it["id"] for it in there["files"]]
        yield there["title"], text, [(fields("file/" + it)["attributes"]["name"], data + "file/" + it + "/binary_content") for it in names]


meant = {file.name: file.read_bytes() for file in ticket.glob("ergodiag-*")}
# Roundup drops the line break at the end
text = next(ticket.glob("ticket.*")).read_text().rstrip("\n")
found = [issue for issue in (roundup() if ":" in key else redmine()) if issue[1].replace("\r\n", "\n").rstrip("\n") == text]
assert len(found) == 1, f"{ticket}: {len(found)} tickets instead of one"
title, _, files = found[0]
assert title + "\n" == (ticket / "title.txt").read_text(), title
assert len(files) == len(meant) and {name: get(path) for name, path in files} == meant, f"{ticket}: other files than {sorted(meant)}"
print(f"{ticket.name}: one ticket, {len(files)} files, {sum(map(len, meant.values()))} bytes, as meant")
