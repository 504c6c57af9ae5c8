#!/usr/bin/env python3
"""Our XML against that of libevtx (evtxexport), as trees, record by record.

usage: evtxexport_xml.py PROGRAM [--corpus FOLDER] [--all]

Records are matched by (record id, occurrence). Each kind of difference in KINDS is explained in
docs/evtx-differences.md; any other fails. Without --all, at most 150 records of a log are compared, evenly spread.
"""
import collections
import os
import re
import shutil
import struct

import compare_kit as kit
import event_tree

# Kind of difference -> who is right, in short; the long form is in docs/evtx-differences.md.
KINDS = {
    "text not escaped": "ours is XML; libevtx prints some texts as they are",
    "time with 9 digits": "a log stores 7 digits; Windows prints 7",
    "GUID in upper case": "Windows prints typed GUIDs in lower case",
    "hexadecimal numbers padded": "Windows does not pad them",
    "size_t as decimal number": "Windows prints it as a pointer: 0x...",
    "control character": "XML cannot hold it: ours has U+FFFD, libevtx is not well-formed there",
    "text of white space dropped": "it is in the log",
    "RenderingInfo dropped": "it is in the log, as a second fragment",
    "record lost": "ours is in the log, whole: checked in the bytes",
    "forwarded record lost": "ours is in the log, written without a template: its id's text is checked in the bytes",
    "record lost, values never written": "ours is in the log as far as it was written: a header, and zeros behind it",
    "record lost, half written": "ours is in the log, its end overwritten or its size damaged: checked in the bytes",
}
SAMPLE = 150
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z")
GUID = re.compile(r"\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}")


ENTITY = re.compile(r"&(lt|gt|amp|quot|apos);")
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def unescape(text):
    return ENTITY.sub(lambda match: ENTITIES[match[1]], text)


def kind_of_text(theirs, ours):
    """The kind of a difference, or None if there is none: `theirs` is the source text, `ours` is parsed."""
    if theirs == ours:
        return "text not escaped" if "<" in ours or "&" in ours else None
    if unescape(theirs) == ours and "<" not in theirs:
        return None
    if TIME.fullmatch(ours) and theirs == ours[:-1] + "00Z":
        return "time with 9 digits"
    if ours.startswith("0x") and re.fullmatch(r"0x0[0-9a-f]*", theirs) and int(ours, 16) == int(theirs, 16):
        return "hexadecimal numbers padded"
    if GUID.fullmatch(ours) and theirs.lower() == ours:
        return "GUID in upper case"
    if re.fullmatch(r"[1-9]\d*|0", theirs) and ours == hex(int(theirs)):
        return "size_t as decimal number"
    if CONTROL.search(theirs) and CONTROL.sub("\ufffd", unescape(theirs)) == ours:
        return "control character"
    if theirs == "" and ours and not ours.strip():
        return "text of white space dropped"
    return "value"


class Comparison:
    def __init__(self, tally, where):
        self.tally = tally
        self.where = where
        self.values = 0

    def add(self, kind, path, more=""):
        self.tally.add(kind, "%s: %s%s" % (self.where, path, more))

    def value(self, theirs, ours, path):
        self.values += 1
        kind = kind_of_text(theirs, ours)
        if kind:
            self.add(kind, path, ": libevtx %.120r, ours %.120r" % (theirs, ours))

    def element(self, theirs, ours, path):
        path += "/" + ours.name
        if theirs.name != ours.name:
            self.add("element name", path, ": libevtx %s" % theirs.name)
            return
        for name in sorted(theirs.attributes.keys() | ours.attributes.keys()):
            a, b = theirs.attributes.get(name), ours.attributes.get(name)
            if a is None or b is None:
                kind = "attribute missing" if b is None else "attribute too many"
                self.add(kind, path + "/@" + name, ": %.100r" % (a or b))
            else:
                self.value(a, b, path + "/@" + name)
        if theirs.text or ours.text or not (theirs.children or ours.children):
            self.value(theirs.text, ours.text, path)
        a, b = [c.name for c in theirs.children], [c.name for c in ours.children]
        if a == ["System", "EventData"] and b == a + ["RenderingInfo"]:
            self.add("RenderingInfo dropped", path)
        elif a != b:
            self.add("children", path, ": libevtx %.100s, ours %.100s" % (" ".join(a), " ".join(b)))
            return
        for x, y in zip(theirs.children, ours.children):
            self.element(x, y, path)


def numbered(events):
    """(id, occurrence) -> event."""
    seen = collections.Counter()
    table = {}
    for number, *rest in events:
        table[(number, seen[number])] = rest[0]
        seen[number] += 1
    return table


def kind_of_lost_record(log_bytes, number, occurrence):
    """Looks for the record (of this id, not counting `occurrence` ones before it) in the log itself."""
    whole = found = 0
    head = b"**\0\0"
    tail = struct.pack("<Q", int(number)) if number and number.isdigit() else None
    if tail is None or number == "0":
        # Its record has a header, but the values behind it are zeros or nothing; one a log at most.
        return "record lost, values never written" if occurrence == 0 else "record that only we have"
    for match in re.finditer(re.escape(head) + b"(.{4})" + re.escape(tail), log_bytes, re.DOTALL):
        size, = struct.unpack("<I", match[1])
        found += 1
        whole += 28 <= size <= 65536 and log_bytes[match.start() + size - 4:match.start() + size] == match[1]
    if whole > occurrence:
        return "record lost"
    if found > occurrence:
        return "record lost, half written"
    # A forwarded event brings the id it had where it was written; the collector's log counts anew.
    forwarded = b"\x05\x01" + struct.pack("<H", len(number)) + number.encode("utf-16-le")
    return "forwarded record lost" if forwarded in log_bytes else "record that only we have"


def spread(keys, most):
    """At most that many of a list, evenly spread, first and last included."""
    if len(keys) <= most:
        return keys
    return [keys[i * (len(keys) - 1) // (most - 1)] for i in range(most)]


def compare_log(args, log, tally):
    """Returns (records, values) compared."""
    name = os.path.basename(log) if "/evtx/" in log else log.split("/")[-2]
    exported = kit.output_of([EVTXEXPORT, "-f", "xml", log]).decode("utf-8", "replace")
    theirs = numbered(event_tree.lenient_events(exported))
    ours = numbered(event_tree.strict_events(kit.dump(args.program, "xml", log)))
    for key in theirs.keys() - ours.keys():
        tally.add("record that only libevtx has", "%s: record %s" % (name, key))
    with open(log, "rb") as file:
        log_bytes = file.read()
    for key in ours.keys() - theirs.keys():
        tally.add(kind_of_lost_record(log_bytes, *key), "%s: record %s" % (name, key))
    common = [key for key in ours if key in theirs]
    values = 0
    for key in common if args.all else spread(common, SAMPLE):
        comparison = Comparison(tally, "%s: record %s" % (name, key[0]))
        if theirs[key] is None:
            tally.add("unreadable", comparison.where)
            continue
        comparison.element(theirs[key], ours[key], "")
        values += comparison.values
    return len(common), values


EVTXEXPORT = shutil.which("evtxexport")


def main():
    args = kit.arguments(__doc__.splitlines()[0])
    if not EVTXEXPORT:
        raise kit.Skip("no evtxexport")
    logs, pairs = kit.corpus_logs(args.corpus)
    tally = kit.Tally(args.show)
    records = values = 0
    for log in logs + [log for log, _ in pairs]:
        r, v = compare_log(args, log, tally)
        records += r
        values += v
    print("%d logs, %d records, %d values compared" % (len(logs) + len(pairs), records, values))
    return tally.report(KINDS)


if __name__ == "__main__":
    kit.run(main)
