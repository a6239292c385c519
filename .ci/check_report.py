"""check_report.py DIR BUNDLE: the demo's report says what it must, and refers to nothing outside itself."""
import json
import re
import sys

folder, bundle = sys.argv[1:3]
findings = json.load(open(folder + "/findings.json"))
html = open(folder + "/report.html", encoding="utf-8").read()

assert findings["format"] == "ergodiag.findings/1"
verdicts = [v["playbook"] for v in findings["verdicts"]]
assert verdicts and verdicts == list(range(1, len(verdicts) + 1)), "a verdict of every playbook, in order"
assert not [v for v in findings["verdicts"] if v["verdict"] == "broken"], "a playbook is broken"
strong = [f for f in findings["findings"] if f["severity"] != "info"]


def named(playbook, node, name):
    return [f for f in strong if f["playbook"] == playbook and f["subject"].get("node") == node and f["subject"].get("name") == name]


assert named(2, "node2@localhost", "settlement_writer"), "the blocked consumer is not named"
assert named(7, "node3@localhost", "report_builder"), "the zombie is not named"
assert all(f["evidence"] for f in strong), "a finding without evidence"

assert "<script" not in html.lower(), "the report has a script"
outside = re.findall(r'(?:src|href|xlink:href)\s*=\s*["\'](?!#|data:)([^"\']*)', html) + re.findall(r'url\((?!#|["\']?data:|["\']?#)[^)]*\)|@import', html)
assert not outside, "the report refers to " + ", ".join(outside[:3])
for f in strong:
    assert f["id"] in html, f["id"] + " has no place in the report"
print(f"{len(strong)} warnings or worse, {len(findings['findings'])} findings in all, {len(verdicts)} verdicts; the HTML stands alone.")
