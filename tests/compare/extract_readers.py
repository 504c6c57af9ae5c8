#!/usr/bin/env python3
"""Copies whole logs with extract --all: we, libevtx and python-evtx read the same from the copy as from the original.

usage: extract_readers.py PROGRAM [--corpus FOLDER] [--all]

libevtx is asked about logs that it reads without an error and in which it finds as many events as we do; python-evtx, which is slow, about those of one
chunk that it reads to their end. Golden logs: every tenth, unless --all is given.
"""
import os
import subprocess
import tempfile

import compare_kit as kit

EVTXEXPORT = "/usr/bin/evtxexport"
PYTHON_EVTX = "/usr/bin/evtx_dump.py"
ONE_CHUNK = 4096 + 65536


def read(command):
    """What a foreign reader prints, or None if it gave up."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.stdout if done.returncode == 0 else None


def differences(program, log, copy):
    """Who reads something else from the copy; and how many readers could be asked."""
    ours = kit.dump(program, "xml", log)
    wrong = [] if kit.dump(program, "xml", copy) == ours else ["dump"]
    asked = 1
    if os.path.exists(EVTXEXPORT):
        theirs = read([EVTXEXPORT, "-f", "xml", log])
        if theirs is not None and theirs.count(b"<Event xmlns=") == ours.count(b"\n<Event xmlns="):
            asked += 1
            if read([EVTXEXPORT, "-f", "xml", copy]) != theirs:
                wrong.append("evtxexport")
    if os.path.exists(PYTHON_EVTX) and os.path.getsize(log) <= ONE_CHUNK:
        theirs = read(["/usr/bin/python3", PYTHON_EVTX, log])
        if theirs is not None:
            asked += 1
            if read(["/usr/bin/python3", PYTHON_EVTX, copy]) != theirs:
                wrong.append("evtx_dump.py")
    return wrong, asked


def main():
    args = kit.arguments(__doc__.splitlines()[0])
    logs, pairs = kit.corpus_logs(args.corpus)
    logs += [log for log, _ in pairs][:: 1 if args.all else 10]
    failures = readings = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy.evtx")
        for log in logs:
            kit.output_of([args.program, "extract", log, "--all", "-o", copy])
            wrong, asked = differences(args.program, log, copy)
            readings += asked
            if wrong:
                failures += 1
                print("%s: the copy reads otherwise by %s" % (log, ", ".join(wrong)))
    print("%d logs, %d readings, %d differ" % (len(logs), readings, failures))
    return failures


kit.run(main)
