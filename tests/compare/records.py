#!/usr/bin/env python3
"""Counts the records that dump finds in real logs: not fewer than other readers, and as many in every format.

usage: records.py PROGRAM [--corpus FOLDER]

LEAST is the larger number of two independent counts: following the records' sizes through each chunk, and another
reader. A log that is not listed must give one event at least.
"""
import csv
import io
import json
import os
import re

import compare_kit as kit

LEAST = {
    "2-system-Microsoft-Windows-LiveId%4Operational.evtx": 399,
    "2-vss_0-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS%4Operational.evtx": 1912,
    "2-vss_0-Microsoft-Windows-TerminalServices-RemoteConnectionManager%4Operational.evtx": 1775,
    "2-vss_7-System.evtx": 1160,
    "Application_no_crc32.evtx": 17,
    "E_ShadowCopy6_windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx": 459,
    "E_Windows_system32_winevt_logs_Microsoft-Windows-CAPI2%4Operational.evtx": 340,
    "E_Windows_system32_winevt_logs_Microsoft-Windows-Shell-Core%4Operational.evtx": 1146,
    "MSExchange_Management_wec.evtx": 1,
    "Microsoft-Windows-HelloForBusiness%4Operational.evtx": 6,
    "Microsoft-Windows-LanguagePackSetup%4Operational.evtx": 17,
    "Security_short_selected.evtx": 7,
    "Security_with_size_t.evtx": 636,
    "new-user-security.evtx": 4,
    "post-Security.evtx": 126,
    "sample-with-irregular-bool-values.evtx": 3028,
    "sample-with-zero-data-size-event.evtx": 335,
    "sample_with_a_bad_chunk_magic.evtx": 270,
    "security.evtx": 2261,
    "security_bad_string_cache.evtx": 2261,
    "sysmon.evtx": 358,
    "system.evtx": 1881,
}


def count(form, data):
    """Events in a dump, read as the format demands."""
    text = data.decode("utf-8")
    if form == "xml":
        return len(re.findall(r"^<Event[ >]", text, re.MULTILINE))
    if form == "csv":
        return sum(1 for _ in csv.reader(io.StringIO(text, newline=""), strict=True)) - 1
    if form == "json":
        return len(json.loads(text))
    lines = text.split("\n")
    return sum(1 for line in lines[:-1] if "Event" in json.loads(line)) if lines[-1] == "" else -1


def main():
    args = kit.arguments(__doc__.splitlines()[0])
    logs, _ = kit.corpus_logs(args.corpus)
    failures = 0
    total = 0
    for log in logs:
        name = os.path.basename(log)
        counts = {form: count(form, kit.dump(args.program, form, log)) for form in ("jsonl", "json", "xml", "csv")}
        found = counts["jsonl"]
        total += found
        least = LEAST.get(name, 1)
        bad = found < least or len(set(counts.values())) != 1
        failures += bad
        mark, more = ("FAIL", " %s" % counts) if bad else ("    ", "")
        print("  %s %5d, at least %5d  %s%s" % (mark, found, least, name, more))
    for name in LEAST.keys() - {os.path.basename(log) for log in logs}:
        print("  FAIL not in the corpus: " + name)
        failures += 1
    print("%d logs, %d records" % (len(logs), total))
    return failures


kit.run(main)
