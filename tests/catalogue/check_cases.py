#!/usr/bin/env python3
"""check_cases.py PROGRAM MAKE_CASES [--rules DIR] [FILE...]

Builds the logs of every case (tests/catalogue/README.md), scans each case with the whole program, and compares the verdicts. Without FILE:
all cases there are, and also whether every diagnosis and false alarm has the kinds of cases that it needs.
"""
import concurrent.futures
import glob
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
ORDER = ["ruled-out", "possible", "likely", "confirmed"]


def names_of(folder):
    """Ids of the documents below rules/FOLDER."""
    paths = glob.glob(os.path.join(TOP, "rules", folder, "**", "*.yml"), recursive=True)
    return sorted(os.path.basename(p)[:-4] for p in paths if not p.endswith(".tests.yml"))


def signals_of(false_alarm):
    """The signals that a false alarm is about: what stands between the brackets of its `signals:`."""
    for path in glob.glob(os.path.join(TOP, "rules", "false-alarms", "**", false_alarm + ".yml"), recursive=True):
        text = open(path, encoding="utf-8").read()
        inside = text.split("signals:", 1)[1].split("[", 1)[1].split("]", 1)[0]
        return {s.strip() for s in inside.split(",")}
    return set()


def verdict_of(report, diagnosis):
    found = [d["verdict"] for d in report["diagnoses"] if d["id"] == diagnosis]
    if found:
        return max(found, key=ORDER.index)
    if any(n["id"] == diagnosis for n in report["not_assessable"]):
        return "not-assessable"
    return "none"


def holds(expected, actual):
    if expected in ("none", "ruled-out"):
        return actual not in ("possible", "likely", "confirmed")
    return expected == actual


def problems_of(case, report):
    """What the report says otherwise than the case expects."""
    out = []
    if case["kind"] == "false_alarm":
        classes = {f["class"] for f in report["false_positives"] if f["signal"] in signals_of(case["id"])}
        if case["expect"] == "none" and classes:
            out.append("expected no false alarm, found " + ", ".join(sorted(classes)))
        elif case["expect"] != "none" and case["expect"] not in classes:
            out.append(f"expected class {case['expect']}, found {', '.join(sorted(classes)) or 'none'}")
    else:
        actual = verdict_of(report, case["id"])
        if not holds(case["expect"], actual):
            out.append(f"expected {case['expect']}, found {actual}")
        if case["rival"]:
            rival = verdict_of(report, case["rival"])
            if rival not in ("likely", "confirmed") or actual in ("likely", "confirmed"):
                out.append(f"rival {case['rival']} is {rival}, ours {actual}")
    for pair in filter(None, case["also"].split(",")):
        other, expected = pair.split("=")
        actual = verdict_of(report, other)
        if not holds(expected, actual):
            out.append(f"{other}: expected {expected}, found {actual}")
    return out


def scan(program, rules, folder, topology):
    command = [program, "scan", "--format", "json"]
    if rules:
        command += ["--no-builtin-rules", "--rules", rules]
    if topology:
        command += ["--topology", topology]
    done = subprocess.run(command + [folder], capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout), done.stderr
    except json.JSONDecodeError:
        return None, done.stderr


def incomplete(cases):
    """Diagnoses that lack a case that confirms them, one that must not raise them, one that a rival wins, one not assessable."""
    out = []
    for diagnosis in names_of("diagnoses"):
        mine = [c for c in cases if c["kind"] == "diagnosis" and c["id"] == diagnosis]
        kinds = {
            "that confirms it": any(c["expect"] in ("confirmed", "likely") for c in mine),
            "that must not raise it": any(c["expect"] in ("none", "ruled-out") for c in mine),
            "that a rival wins": any(c["rival"] for c in mine),
            "not assessable": any(c["expect"] == "not-assessable" for c in mine),
        }
        if diagnosis in AT_MOST_POSSIBLE:
            kinds["that confirms it"] = any(c["expect"] == "possible" for c in mine)
        out += [f"{diagnosis}: no case {kind}" for kind, there in kinds.items() if not there]
    for alarm in names_of("false-alarms"):
        mine = [c for c in cases if c["kind"] == "false_alarm" and c["id"] == alarm]
        if not any(c["expect"] != "none" for c in mine) or not any(c["expect"] == "none" for c in mine):
            out.append(f"{alarm}: needs a case in which it holds and one in which it does not")
    return out


# No event log can show more of these: README.md says why.
AT_MOST_POSSIBLE = set()
with open(os.path.join(HERE, "at-most-possible.txt"), encoding="utf-8") as lines:
    AT_MOST_POSSIBLE = {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def main():
    args = sys.argv[1:]
    rules = None
    if "--rules" in args:
        at = args.index("--rules")
        rules = args[at + 1]
        del args[at:at + 2]
    program, make_cases, files = args[0], args[1], args[2:]
    whole = not files
    files = files or sorted(glob.glob(os.path.join(HERE, "*", "*.yml")))
    failed = 0
    with tempfile.TemporaryDirectory() as out:
        failed += subprocess.run([make_cases, out] + files, check=False).returncode != 0
        with open(os.path.join(out, "cases.tsv"), encoding="utf-8") as table:
            keys = ("folder", "file", "name", "kind", "id", "expect", "rival", "topology", "also")
            cases = [dict(zip(keys, line.rstrip("\n").split("\t"))) for line in table]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
            scans = list(workers.map(
                lambda c: scan(program, rules, os.path.join(out, c["folder"]), c["topology"]), cases))
        for case, (report, errors) in zip(cases, scans):
            problems = problems_of(case, report) if report else ["no report: " + errors[:300]]
            for problem in problems:
                print(f"{os.path.relpath(case['file'], TOP)}: {case['name']}: {problem}")
            failed += bool(problems)
    lacking = incomplete(cases) if whole else []
    for line in lacking:
        print(line)
    print(f"{len(cases)} cases, {failed} failed, {len(lacking)} lacking")
    return 1 if failed or lacking or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
