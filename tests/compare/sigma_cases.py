#!/usr/bin/env python3
"""Runs the public Sigma regression cases: each rule on its own log, and on the logs of all other cases.

usage: sigma_cases.py PROGRAM [--corpus FOLDER] [--all]

On its own log a rule must match as often as info.yml says, or once if it does not. A match in the log of another case is either one
that EXTRA explains, or a failure. --all prints the whole cross table.
"""
import json
import os
import shutil
import sys
import tempfile

import compare_kit as kit

# Cases whose stated count is too low: case, true count, why (seen with scan --why).
COUNTS = {
    "file_event_win_anydesk_artefact": (3, "three records of the log write \\AppData\\Roaming\\AnyDesk\\user.conf..."),
    "file_event_win_cred_dump_tools_dropped_files": (3, "procdump64.exe, procdump64a.exe and procdump.exe: each is named"),
    "registry_set_change_security_zones": (3, "three keys below ZoneMap\\Domains are set, none to a filtered value"),
}

# Matches beyond a rule's own case that are right: the rule, the case in whose log it matches, too, and why (seen with scan --why).
EXTRA = {
    ("File Download Via Bitsadmin To A Suspicious Target Folder",
     "proc_creation_win_bitsadmin_download_file_sharing_domains"): "bitsadmin downloads to C:\\Users\\Public",
    ("Suspicious Download From File-Sharing Website Via Bitsadmin",
     "proc_creation_win_bitsadmin_download_susp_targetfolder"): "bitsadmin downloads from github.com",
    ("File Download Via Bitsadmin",
     "proc_creation_win_bitsadmin_download_file_sharing_domains"): "any download by bitsadmin is one",
    ("File Download Via Bitsadmin",
     "proc_creation_win_bitsadmin_download_susp_targetfolder"): "any download by bitsadmin is one",
    ("Process Creation Attempt via Wmic.EXE",
     "proc_creation_win_wmic_remote_execution"): "the remote command is 'process call create', too",
    ("Cred Dump Tools Dropped Files",
     "file_event_win_hktl_netexec_file_indicators"): "that tool unpacks a procdump.exe",
    ("PUA - Sysinternals Tools Execution - Registry",
     "registry_set_pua_sysinternals_execution_via_eula"): "the same key: PsService\\EulaAccepted",
}


def cases(corpus):
    """[(name, rule file, logs, expected)], sorted by name; expected is None where info.yml states no number."""
    folder = os.path.join(corpus, "sigma", "regression")
    if not os.path.isdir(folder):
        raise kit.Skip("no corpus")
    found = []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        logs = sorted(os.path.join(path, n) for n in os.listdir(path) if n.endswith(".evtx"))
        expected = None
        info = os.path.join(path, "info.yml")
        if os.path.exists(info):
            with open(info, encoding="utf-8") as file:
                for line in file:
                    if line.strip().startswith("match_count:"):
                        expected = int(line.split(":")[1])
        found.append((name, os.path.join(path, "rule.yml"), logs, expected))
    return found


def matches(program, rules, logs):
    """[{id, title, matches, by_path}] of every rule below `rules`."""
    command = [program, "rules", "test", rules, "--format", "json"]
    for log in logs:
        command += ["--log", log]
    return json.loads(kit.output_of(command))


def main():
    args = kit.arguments(__doc__.splitlines()[0])
    all_cases = cases(args.corpus)
    failures = stated = 0
    for name, rule, logs, expected in all_cases:
        found = matches(args.program, rule, logs)
        count = found[0]["matches"] if len(found) == 1 else -1
        stated += expected is not None
        if name in COUNTS:
            expected, why = COUNTS[name]
            print("       %s: %d matches, not as stated: %s" % (name, expected, why))
        if count != expected and (expected is not None or count < 1):
            print("  FAIL %s: %d matches, %s" % (name, count, "expected %s" % (expected or "one at least")))
            failures += 1
    print("%d cases on their own logs, %d with a stated count, %d failures" % (len(all_cases), stated, failures))

    # All rules on all logs.
    folder = tempfile.mkdtemp()
    try:
        case_of = {}
        for name, rule, logs, _ in all_cases:
            shutil.copy(rule, os.path.join(folder, name + ".yml"))
            case_of.update((log, name) for log in logs)
        found = matches(args.program, folder, sorted(case_of))
    finally:
        shutil.rmtree(folder)
    own = extra = 0
    for rule in found:
        for path, count in sorted(rule["by_path"].items()):
            where = case_of[path]
            if args.all:
                print("  %-60s %3d in %s" % (rule["title"][:60], count, where))
            if rule["id"] in open(os.path.join(os.path.dirname(path), "rule.yml"), encoding="utf-8").read():
                own += 1
                continue
            extra += 1
            reason = EXTRA.get((rule["title"], where))
            print("  %s '%s' also matches %d x in %s%s" % ("    " if reason else "FAIL", rule["title"], count, where,
                                                         ": " + reason if reason else ""))
            failures += reason is None
    print("%d rules on %d logs: %d pairs of their own, %d others" % (len(found), len(case_of), own, extra))
    return failures


kit.run(main)
