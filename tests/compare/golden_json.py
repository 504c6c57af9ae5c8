#!/usr/bin/env python3
"""Our JSON against the golden JSON of Sigma's regression cases, field by field.

usage: golden_json.py PROGRAM [--corpus FOLDER]

The golden files were made by another reader and hold one or several events, one document after the other, not always
all of a log. They are matched by EventRecordID. The allowed differences are in ALLOWED, everything else fails.
"""
import json
import re

import compare_kit as kit

ALLOWED = {
    "time cut to microseconds": "the golden time has 6 digits of a second, cut off; ours has the 7 that the log stores",
    "time padded to nanoseconds": "one golden file has 9 digits, of which a log can store 7; the others are 0",
    "trailing blanks cut": "the golden text ends before its trailing blanks; ours stands in the log's bytes",
    "golden file differs from its log": "those in EDITED; ours stands in the log's bytes, theirs does not",
}
# Golden values that their own log contradicts: case, member -> golden text.
EDITED = {
    ("proc_creation_win_susp_right_to_left_override", "/Event/EventData/ParentCommandLine"):
        "C:\\Windows\\Explorer.exe",
}
TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z")


class Duplicate(Exception):
    pass


def unique_members(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Duplicate("a member twice: " + ", ".join(name for name, _ in pairs))
    return members


def documents(text):
    """One JSON document after the other."""
    decoder = json.JSONDecoder()
    at = 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text):
            return
        document, at = decoder.raw_decode(text, at)
        yield from document if isinstance(document, list) else [document]


def record_id(event):
    number = event["Event"]["System"]["EventRecordID"]
    return int(number["#text"] if isinstance(number, dict) else number)


class Comparison:
    """One golden event against ours; `log` are the bytes of the log."""

    def __init__(self, case, number, log, tally):
        self.case, self.number, self.log, self.tally = case, number, log, tally
        self.fields = 0

    def add(self, kind, path, more=""):
        self.tally.add(kind, "%s: record %d: %s%s" % (self.case, self.number, path, more))

    def in_log(self, text):
        return text.encode("utf-16-le") in self.log

    def kind_of(self, golden, ours, path):
        if type(golden) is not type(ours):
            return "type of value: %s in the golden file, ours %s" % (type(golden).__name__, type(ours).__name__)
        if not isinstance(golden, str):
            return "value"
        a, b = TIME.fullmatch(golden), TIME.fullmatch(ours)
        if a and b and a[1] == b[1] and len(b[2] or "") == 7:
            if len(a[2] or "") <= 6 and b[2][:6] == (a[2] or "").ljust(6, "0"):
                return "time cut to microseconds"
            if a[2] == b[2] + "00":
                return "time padded to nanoseconds"
        if golden == ours.rstrip(" \r\n\t") and self.in_log(ours):
            return "trailing blanks cut"
        if EDITED.get((self.case, path)) == golden and self.in_log(ours) and not self.in_log(golden):
            return "golden file differs from its log"
        return "value"

    def compare(self, golden, ours, path=""):
        if isinstance(golden, dict) and isinstance(ours, dict):
            for name in golden.keys() - ours.keys():
                self.add("member missing", path + "/" + name)
            for name in ours.keys() - golden.keys():
                self.add("member too many", path + "/" + name)
            for name in golden.keys() & ours.keys():
                self.compare(golden[name], ours[name], path + "/" + name)
            return
        if isinstance(golden, list) and isinstance(ours, list) and len(golden) == len(ours):
            for i, (a, b) in enumerate(zip(golden, ours)):
                self.compare(a, b, "%s[%d]" % (path, i))
            return
        self.fields += 1
        if golden != ours or type(golden) is not type(ours):
            self.add(self.kind_of(golden, ours, path), path, ": golden %.100r, ours %.100r" % (golden, ours))


def main():
    args = kit.arguments(__doc__.splitlines()[0])
    _, pairs = kit.corpus_logs(args.corpus)
    tally = kit.Tally(args.show)
    cases = records = fields = 0
    for log, golden_file in pairs:
        case = log.split("/")[-2]
        with open(golden_file, encoding="utf-8-sig") as file:
            golden = list(documents(file.read()))
        with open(log, "rb") as file:
            log_bytes = file.read()
        lines = kit.dump(args.program, "jsonl", log).decode("utf-8").split("\n")[:-1]
        ours = [json.loads(line, object_pairs_hook=unique_members) for line in lines]
        by_id = {record_id(event): event for event in ours}
        if len(by_id) != len(ours):
            tally.add("record id twice", case)
        if not golden:
            tally.add("golden file without an event", case)
        for event in golden:
            number = record_id(event)
            if number not in by_id:
                tally.add("record missing", "%s: record %d" % (case, number))
                continue
            records += 1
            comparison = Comparison(case, number, log_bytes, tally)
            comparison.compare(event, by_id[number])
            fields += comparison.fields
        cases += 1
    print("%d cases, %d golden records, %d fields compared" % (cases, records, fields))
    failures = tally.report(ALLOWED)
    if cases < 101 or fields == 0:
        print("  only %d cases: the corpus is not whole" % cases)
        failures += 1
    return failures


kit.run(main)
