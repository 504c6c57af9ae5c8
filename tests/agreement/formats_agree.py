#!/usr/bin/env python3
"""One report, many forms: whatever `scan --out-dir` writes tells the same verdicts, counts and words.

  formats_agree.py PROGRAM [FOLDER...]    the folders below samples/, or these

The JSON is taken as the report; of each entry in it the text, the Markdown, the HTML, the JSON lines and the CSV are asked.
"""
import collections
import csv
import html.parser
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
failures = []


def check(what, holds):
    if not holds:
        failures.append(what)


def grouped(number):
    return f"{number:,}"


def counted(number, one, many):
    return f"{grouped(number)} {one if number == 1 else many}"


class Text(html.parser.HTMLParser):
    """What a reader of the page sees, as words with one blank between them."""

    def __init__(self, page):
        super().__init__()
        self.words, self.hidden = [], 0
        self.feed(page)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ("style", "script")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "script")

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def plain_markdown(text):
    text = re.sub(r"(?<!\\)\*\*", "", text)
    return re.sub(r"\\([\\`*_\[\]<>|~#$&!.:+=)-])", r"\1", text)


def flat(text):
    """Without line breaks, and without the columns of tables."""
    return " ".join(text.split())


def compare_lines(report, lines):
    entries = collections.defaultdict(list)
    for line in lines.splitlines():
        entry = json.loads(line)
        entries[entry["type"]].append(entry["value"])
    for kind, key in [("input", "inputs"), ("diagnosis", "diagnoses"), ("false_positive", "false_positives"),
                      ("not_assessable", "not_assessable"), ("unexplained", "unexplained"), ("forecast", "forecast")]:
        check(f"JSON lines: {key}", entries[kind] == report[key])
    check("JSON lines: totals", entries["totals"] == [report["totals"]])
    check("JSON lines: rules", entries["tool"][0]["rules_fingerprint"] == report["tool"]["rules_fingerprint"])


def compare_csv(report, table):
    check("CSV: byte order mark", table.startswith("\ufeff"))
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"), newline="")))
    check(f"CSV: {len(rows)} rows, {report['totals']['findings']} findings", len(rows) == report["totals"]["findings"])
    expected = collections.Counter()
    for diagnosis in report["diagnoses"]:
        expected.update(diagnosis["explains"])
    for entry in report["false_positives"] + report["unexplained"]:
        expected[entry["signal"]] += entry["count"]
    check("CSV: findings per signal", collections.Counter(row["signal"] for row in rows) == +expected)
    known = {d["id"] for d in report["diagnoses"]}
    for row in rows:
        check(f"CSV: a verdict for {row['signal']}", row["verdict"] != "")
        if row["verdict"] in ("confirmed", "likely", "possible"):
            check(f"CSV: {row['explanation']}", set(row["explanation"].split("; ")) <= known)


def compare_words(report, name, text):
    """Of a form for people."""
    totals = report["totals"]
    shown = [d for d in report["diagnoses"] if d["verdict"] != "ruled_out"]
    for diagnosis in shown:
        what = f"{name}: {diagnosis['id']}: "
        check(what + "title", flat(diagnosis["title"]) in text)
        for word in (diagnosis["verdict"], diagnosis["severity"], *diagnosis["computers"]):
            check(what + word, word in text)
        # Text and Markdown say in one line what a better diagnosis names as its rival; the page has all in full.
        if name != "HTML" and not re.search(rf"\d+\. {re.escape(flat(diagnosis['title']))}", text):
            continue
        for evidence in diagnosis["evidence_for"] + diagnosis["evidence_against"]:
            check(what + evidence["text"], flat(evidence["text"]) in text)
            check(what + evidence["strength"], evidence["strength"] in text)
            # What lies beside the logs is named by its file instead of a number.
            if evidence["count"] and not any(e["time"] is None for e in evidence["events"]):
                check(what + f"{evidence['count']} events of {evidence['signal']}",
                      counted(evidence["count"], "event", "events") in text or any(
                          e["path"] in text for e in evidence["events"]))
        for step in diagnosis["remediation"]:
            check(what + step["do"], flat(step["do"]) in text)
            check(what + str(step["run"]), step["run"] is None or flat(step["run"]) in text)
        if diagnosis["next_check"]:
            check(what + "next check", flat(diagnosis["next_check"]["run"] or "") in text)
    for entry in report["false_positives"]:
        check(f"{name}: false alarm {entry['signal']}", entry["signal"] in text and flat(entry["reason"]) in text)
        check(f"{name}: {entry['count']} x {entry['signal']}", grouped(entry["count"]) in text)
    for entry in report["unexplained"]:
        check(f"{name}: unexplained {entry['signal']}", entry["signal"] in text and grouped(entry["count"]) in text)
    for entry in report["not_assessable"]:
        check(f"{name}: not assessable {entry['id']}", entry["id"] in text and flat(entry["because"]) in text)
    for entry in report["forecast"]:
        check(f"{name}: forecast {entry['name']}", flat(entry["name"]) in text)
    for entry in report["inputs"]:
        check(f"{name}: input {entry['path']}", entry["path"] in text)
    check(f"{name}: {totals['events']} events read", counted(totals["events"], "event", "events") + " read" in text or
          f"Events read {grouped(totals['events'])} " in text)
    check(f"{name}: {totals['relevant']} relevant", grouped(totals["relevant"]) in text)
    if totals["findings"]:
        for key, word in (("explained", "explained"), ("false_positives", "false alarms"), ("unexplained", "unexplained")):
            check(f"{name}: {totals[key]} {word}", re.search(rf"\b{grouped(totals[key])}\s+{word}", text) is not None or
                  re.search(rf"{word}\s+{grouped(totals[key])}\b", text, re.IGNORECASE) is not None)


def compare(program, paths, label):
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TZ": "UTC", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        subprocess.run([program, "scan", *paths, "--all", "--utc", "-qq", "--out-dir", folder], cwd=TOP, env=environment,
                       check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        read = {name: (pathlib.Path(folder) / name).read_bytes().decode("utf-8")
                for name in ("report.txt", "report.json", "report.jsonl", "report.html", "report.md", "timeline.csv")}
    report = json.loads(read["report.json"])
    before = len(failures)
    compare_lines(report, read["report.jsonl"])
    compare_csv(report, read["timeline.csv"])
    # The text is wrapped, tables cut long cells into several lines: ask one that is wide enough.
    wide = subprocess.run([program, "scan", *paths, "--all", "--utc"], cwd=TOP, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, timeout=300,
                          env={**os.environ, "TZ": "UTC", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}).stdout.decode("utf-8")
    compare_words(report, "text", flat(wide))
    compare_words(report, "Markdown", flat(plain_markdown(read["report.md"])))
    compare_words(report, "HTML", Text(read["report.html"]).text)
    for what in failures[before:]:
        print(f"{label}: {what}")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    folders = sys.argv[2:] or sorted(str(p.relative_to(TOP)) for p in (TOP / "samples").iterdir() if p.is_dir())
    for folder in folders:
        compare(program, [folder], folder)
    if not sys.argv[2:]:
        compare(program, ["samples"], "all samples together")
    print(f"{len(folders) + (not sys.argv[2:])} reports compared, {len(failures)} differences")
    return 1 if failures else 0


sys.exit(main())
