"""readers HOSTILE FOLDER: compares what real readers show of each text with what was meant. Run by .ci/trackers/run."""

import html.parser
import json
import pathlib
import re
import sys

SHOWN = 5
# What a reader makes of a text that it takes for more than a text. Trac puts spans around blocks of code.
MADE = set("img script del em i sup sub table blockquote u ins acronym abbr q cite hr input g-emoji".split())
BLOCKS = set("h1 h2 h3 h4 p li pre div td dt dd blockquote ul ol".split())


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


class Reader(html.parser.HTMLParser):
    """The texts of the blocks of a page, and what else there is."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.made, self.text, self.anchor = [], [], "", False

    def end(self):
        if plain(self.text):
            self.blocks.append(plain(self.text))
        self.text = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in BLOCKS:
            self.end()
        if tag == "a":
            self.anchor = "wiki-anchor" in (given.get("class") or "")
            if given.get("href") and not self.anchor:
                self.made.append("link to " + given["href"])
        if tag in MADE:
            self.made.append(tag)
        if tag == "br":
            self.text += " "

    def handle_endtag(self, tag):
        if tag == "a":
            self.anchor = False
        if tag in BLOCKS:
            self.end()

    def handle_data(self, data):
        if not self.anchor:
            self.text += data


def meant(text):
    inside = f"before {text} behind"
    entry = [text, text, inside]
    return [plain(block) for block in [text, text, inside, f"{text} is it: {text}", *entry, *entry, text, "end"]]


class Readers:
    def __init__(self, hostile, folder):
        self.texts = pathlib.Path(hostile).read_text(encoding="utf-8").split("\n")[:-1]
        self.folder = pathlib.Path(folder)
        self.wrong = 0

    def check(self, name, written, shown):
        """How many texts arrive unchanged; `shown` makes HTML of what was written."""
        wrong = []
        for number, text in enumerate(self.texts):
            reader = Reader()
            reader.feed(shown((self.folder / written / f"{number:03d}.txt").read_text(encoding="utf-8")))
            reader.close()
            reader.end()
            if reader.blocks != meant(text) or reader.made:
                other = [pair for pair in zip(meant(text), reader.blocks) if pair[0] != pair[1]]
                wrong.append(f"  {name}, {text!r}: {reader.made[:3]} {other[:2]}")
        print(*wrong[:SHOWN], f"{name}: {len(self.texts) - len(wrong)} of {len(self.texts)}", sep="\n", flush=True)
        self.wrong += len(wrong)


def main():
    import cmarkgfm
    import markdown
    import markdown2
    import mistune
    import pypandoc
    from trac.test import EnvironmentStub, MockRequest
    from trac.web.chrome import web_context
    from trac.wiki.formatter import format_to_html

    readers = Readers(*sys.argv[1:3])
    readers.check("cmark-gfm", "markdown", cmarkgfm.github_flavored_markdown_to_html)
    readers.check("Python-Markdown", "markdown", lambda text: markdown.markdown(text, extensions=["fenced_code"]))
    readers.check("markdown2", "markdown", lambda text: markdown2.markdown(text, extras=["fenced-code-blocks", "cuddled-lists"]))
    readers.check("mistune", "markdown", mistune.create_markdown(plugins=["table", "strikethrough", "url", "task_lists"]))
    trac = EnvironmentStub(default_data=True, enable=["trac.*"])
    asked = MockRequest(trac)
    readers.check("Trac", "trac", lambda text: str(format_to_html(trac, web_context(asked, "ticket", 1), text)))
    readers.check("pandoc, Jira", "jira", lambda text: pypandoc.convert_text(text, "html", format="jira", extra_args=["--wrap=none"]))
    for markup, written in (("textile", "textile"), ("common_mark", "markdown")):
        file = readers.folder / f"redmine-{markup}.json"
        if file.exists():
            shown = iter(json.loads(file.read_text(encoding="utf-8")))
            readers.check("Redmine, " + markup, written, lambda text: next(shown))
        else:
            print(f"Redmine, {markup}: not installed")
    raise SystemExit(1 if readers.wrong else 0)


main()
