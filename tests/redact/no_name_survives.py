#!/usr/bin/env python3
"""Whole program: no name of a log survives --redact, and the diagnosis stays.

usage: no_name_survives.py PROGRAM RULES FOLDER...

Everything in each FOLDER is read on its own: a log, or a folder of logs. The names are taken from the unredacted output of `dump`, by rules that are written here anew and
share nothing with the program: what the program forgets to look for, this finds. They must not occur in any byte of any redacted output, in
any case, neither as UTF-8 nor as UTF-16.
"""
import argparse
import base64
import html
import ipaddress
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

# The same everywhere; see docs/redact.md.
KEPT = set("""
- system administrator administrators guest guests users everyone localhost workgroup builtin localsystem local_service
nt authority nt service local service network service anonymous logon localdomain defaultaccount backup operators replicator remote
desktop users device owners internal external client server none unknown window manager font driver host print operators
wdagutilityaccount trustedinstaller iis_iusrs default public self azuread power distributed com cryptographic operators
event log readers performance monitor certificate dcom access hyper-v control assistance management network configuration
microsoftaccount system managed accounts group storage replica administrators application package domain sql
""".split()) | {"nt authority", "nt service", "local service", "network service", "anonymous logon", "backup operators",
                "remote desktop users", "device owners", "window manager", "font driver host", "cryptographic operators",
                "distributed com users", "event log readers", "network configuration operators", "performance log users",
                "performance monitor users", "power users", "iusr", "admin", "winrmremotewmiusers__", "platform"}
VENDORS = ("microsoft", "windows", "verisign", "symantec", "digicert", "thawte", "globalsign", "msn.com", "live.com", "skype",
           "google", "lync", "azure", "ncipher", "mopr", "system.net", "asp.net", "bing", "cortana", "opera", "office", "entrust", "comodo", "usertrust", "baltimore", "cybertrust")
# Words of names that say what something is, and which stay.
WORDS = set("""
root ca issuing certificate authority public key services service server code signing packaging policy web internal subordinate
enterprise intermediate software corporation communications time stamp pca and trust network international test com net org local lan example
organization organisation washington redmond corp system class primary update production legacy
""".split())
NAME_FIELDS = re.compile(r"(user|domain|computer|workstation|server|host|samaccount|machine|dc)_?name\d*$|^computer$|^samaccountname$|"
                         r"^workstation$|^user$", re.I)
SUBJECT_FIELDS = re.compile(r"^(subjectname|issuername|cn|o|ou|cacommonname|dnsname)(_\d+)?$", re.I)
NUMBER_FIELDS = re.compile(r"^(fileref|thumbprint|serialnumber|certserial|authorityserialnumber)$", re.I)
SID = re.compile(r"\bS-1-5-21-\d+-\d+-\d+|\bS-1-12-1-\d+-\d+-\d+-\d+", re.I)
IPV4 = re.compile(r"(?<![\d.\w])(?:\d{1,3}\.){3}\d{1,3}(?![\d\w]|\.\d)")
MAIL = re.compile(r"\b([A-Za-z0-9._-]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
HOST = re.compile(r"\b((?:[A-Za-z0-9_-]+\.)+(?:com|net|org|local|lan|corp|internal))\b(?!\.)", re.I)
PROFILE = re.compile(r"[\\/](?:Users|home)[\\/]+([^\\/\"<>|:*?\r\n\t;, ]+)[\\/]", re.I)


def run(command, check=(0, 1, 3, 4)):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in check:
        sys.exit(f"FAILED: {' '.join(command)}: exit code {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def is_vendor(text):
    return any(v in text.lower() for v in VENDORS)


class Names:
    """Name -> whether only as a whole word."""

    def __init__(self):
        self.names = {}

    def add(self, text, whole=False):
        text = text.strip().strip("\\").lower()
        if len(text) < 3 or text in KEPT or text.isdigit() or is_vendor(text) or text.startswith("%%"):
            return
        self.names[text] = whole or len(text) < 5

    def host(self, text):
        text = text.strip().strip("\\").lower().rstrip("$")
        if IPV4.fullmatch(text) or ":" in text or " " in text or is_vendor(text):
            return
        labels = text.split(".")
        for label in labels:
            if label not in WORDS and label not in ("www", "pki", "crl", "sip", "ldap", "dc", "ntp", "_msdcs", "_tcp", "time"):
                self.add(label)

    def field(self, key, value):
        for sid in SID.findall(value):
            self.add(sid)
        if "version" not in key.lower() and not key.lower() == "oid":
            for text in IPV4.findall(value):
                try:
                    address = ipaddress.ip_address(text)
                except ValueError:
                    continue
                if text.startswith(("2.5.29.", "2.5.4.", "1.3.6.", "255.255.255", "0.", "127.")) or address.is_multicast:
                    continue
                self.add(text, True)
        for account, domain in MAIL.findall(value):
            self.add(account)
            self.host(domain)
        for host in HOST.findall(value):
            self.host(host)
        for name in PROFILE.findall(value):
            self.add(name, True)
        if NAME_FIELDS.search(key):
            if "\\" in value and ":\\" not in value and not value.startswith("\\\\"):
                for part in value.split("\\"):
                    self.host(part) if "." in part else self.add(part.rstrip("$"))
            elif "@" not in value and "=" not in value and "/" not in value and len(value) < 200:
                self.host(value) if "." in value or key.lower().startswith(("computer", "workstation")) else self.add(value.rstrip("$"))
        if SUBJECT_FIELDS.match(key) and not is_vendor(value):
            if "." in value and " " not in value:
                self.host(value)
            else:
                for word in re.findall(r"[^\W_]+", re.sub(r"%[0-9A-F]{2}|CN=", " ", value)):
                    if word.lower() not in WORDS:
                        self.add(word, True)
        if NUMBER_FIELDS.match(key):
            text = value.split(".")[0].replace(" ", "")
            if len(text) >= 16:
                self.add(text)


def walk(key, node, names):
    if isinstance(node, dict):
        for k, v in node.items():
            if k not in ("Provider", "Channel", "xmlns"):
                walk(key if k == "#text" else k, v, names)
    elif isinstance(node, list):
        for v in node:
            walk(key, v, names)
    elif isinstance(node, str):
        names.field(re.sub(r"_\d+$", "", key), node)


def names_of(lines):
    names = Names()
    for line in lines.splitlines():
        walk("", json.loads(line), names)
    return names.names


def spoken_by_rules(rules):
    """Names that our own texts use as examples."""
    words = set()
    for folder, _, files in os.walk(rules):
        for file in files:
            if file.endswith(".yml"):
                with open(os.path.join(folder, file), encoding="utf-8") as f:
                    words.update(w for w in re.findall(r"[^\s\"'<>()]+", f.read()) if "contoso" in w.lower())
    words |= {w.replace("\\", "\\\\") for w in words}  # as JSON writes them
    return sorted(words, key=len, reverse=True)


def survivors(output, names, spoken):
    text = output.decode("utf-8", errors="replace")
    for word in spoken:
        text = text.replace(word, "")
    text = text.lower()
    wide = output.lower() if b"ElfChnk" in output else b""
    found = []
    for name, whole in names.items():
        if wide and (name.encode("utf-16-le") in wide or name.encode() in wide) and not whole:
            found.append(name + " (in the file)")
        elif wide:
            for encoded in (name.encode("utf-16-le"),):
                for m in re.finditer(re.escape(encoded), wide):
                    before, after = wide[m.start() - 2:m.start()], wide[m.end():m.end() + 2]
                    letter = lambda b: len(b) == 2 and b[1] == 0 and chr(b[0]).isalnum()
                    if not letter(before) and not letter(after):
                        found.append(name + " (in the file)")
                        break
        elif name in text and (not whole or re.search(r"(?<![^\W_])" + re.escape(name) + r"(?![^\W_])", text)):
            found.append(name)
    return found


met = 0  # names of all folders


def judgement(report):
    report = json.loads(report)
    keep = lambda d: (d["id"], d["verdict"], d["severity"], d["state"], len(d["computers"]), d["first"], d["last"],
                      json.dumps(d.get("explains"), sort_keys=True),
                      tuple((e["signal"], e["strength"], e["count"]) for e in d["evidence_for"] if "signal" in e))
    out = [sorted(map(keep, report["diagnoses"]), key=repr),
           sorted((f["signal"], f["class"], f["count"]) for f in report["false_positives"]),
           sorted(n["id"] for n in report["not_assessable"]),
           sorted((u["signal"], u["count"]) for u in report["unexplained"])]
    return json.dumps(out, sort_keys=True)


def files_of(folder):
    for file in sorted(os.listdir(folder)):
        with open(os.path.join(folder, file), "rb") as f:
            yield file, f.read() + file.encode()


def check(program, path, spoken, work, formats):
    lines = run([program, "dump", path, "--format", "jsonl"])
    names = names_of(lines)
    outputs = {}
    for command, list_of_formats in formats.items():
        for one in list_of_formats:
            outputs[f"{command} --format {one}"] = run([program, command, path, "--format", one, "--redact"])
    folder = tempfile.mkdtemp(dir=work)  # the report in all forms
    run([program, "scan", path, "--redact", "--out-dir", folder])
    outputs.update((f"scan: {file}", content) for file, content in files_of(folder))
    original = run([program, "scan", path, "--now", "2016-01-01", "--format", "json", "--all"])
    redacted = run([program, "scan", path, "--now", "2016-01-01", "--format", "json", "--all", "--redact"])
    outputs["scan --format json --all"] = redacted
    bad = []
    global met
    met += len(names)
    if names and not survivors(lines, names, spoken):
        bad.append("the names are not found in what they were taken from: this test would find nothing")
    if judgement(original) != judgement(redacted):
        bad.append("the diagnosis differs:\n  " + judgement(original) + "\n  " + judgement(redacted))
    key = os.path.join(work, "key")
    with open(key, "wb") as f:
        f.write(b"0123456789abcdef")
    keyed = ["--redact", "--redact-key", key]
    outputs["dump with a key"] = run([program, "dump", path] + keyed)
    if outputs["dump with a key"] != run([program, "dump", path, "-j", "3"] + keyed):
        bad.append("two runs with one key differ")
    if outputs["dump --format xml"] != run([program, "dump", path, "--redact", "-j", "3"]):
        bad.append("the number of threads shows")
    if judgement(run([program, "scan", path, "--now", "2016-01-01", "--format", "json", "--all"] + keyed)) != judgement(original):
        bad.append("the diagnosis differs with a key")
    for choice in ([], ["--all"]):
        folder = tempfile.mkdtemp(dir=work)
        run([program, "extract", path, "--redact", "--out-dir", folder] + choice)
        outputs.update((f"extract {' '.join(choice)}: {file}", content) for file, content in files_of(folder))
        beside = any(f.endswith((".cer", ".reg")) for _, _, files in os.walk(path) for f in files)  # stays where it is
        if os.listdir(folder) and not beside:
            if judgement(run([program, "scan", folder, "--now", "2016-01-01", "--format", "json", "--all"])) != judgement(original):
                bad.append("the diagnosis of the extract differs " + " ".join(choice))
    for what, output in outputs.items():
        left = survivors(output, names, spoken)
        if left:
            bad.append(f"{what}: {len(left)} of {len(names)} names survive: {', '.join(sorted(left)[:20])}")
    print(f"{'FAILED' if bad else 'ok'}: {path}: {len(names)} names, {len(outputs)} outputs, {sum(map(len, outputs.values()))} bytes")
    for text in bad:
        print("   " + text)
    return not bad


# Places that are easy to overlook: field, text. The names in them, and those of the computer, must be gone in every form.
PLACES = [
    ("Binary", "4600450030003100"), ("Other", "4600450030003100"),
    ("MemberName", r"CN=Quandtz\, Petraz,OU=Users,DC=contoso,DC=com"), ("Subject", "CN = Petrax Quandtx, O = Zylotech"),
    ("Subject", "SN=Quandtmann, G=Petrine, PostalCode=98765, CN=x"),
    ("M", r"\??\UNC\filesrv7\share"), ("M", r"\Device\Mup\filesrv8\share"), ("M", r"\\?\UNC\filesrv9\share"),
    ("M", r'"\\\\filesrv6\\share"'), ("M", r"Path:\\filesrv5\share"),
    ("Ip", "2a02:810d:aaaa::9"), ("M", "src:2a02:810d:aaaa::9, log_10.77.66.55_x.txt"),
    ("M", "the account WKSTN9$ was locked"), ("M", r"logon of ACMEX\alice7 failed"),
    ("Thumbprint", "C8FF83F89F8614772FCDCE5B788E5CB52346158B"), ("M", "c8 ff 83 f8 9f 86 14 77 2f cd ce 5b 78 8e 5c b5 23 46 15 8b"),
    ("Text", base64.b64encode("connect to FE01.contoso.com, now".encode()).decode()),
    ("Script", base64.b64encode("connect to FE01.contoso.com, now".encode("utf-16-le")).decode()),
]
PLACED = ["fe01", "contoso", "quandt", "petra", "petrine", "98765", "zylotech", "filesrv", "810d", "10.77.66", "wkstn9", "acmex", "alice7",
          "c8ff83f89f", "c8 ff 83 f8", b"FE01".hex(), "FE01".encode("utf-16-le").hex(), "CONTOSO".encode("utf-16-le").hex()] + [
              base64.b64encode(("x" * n + "FE01.contoso").encode(e)).decode()[3 * n + 4:-4].lower() for n in range(3) for e in ("utf-8", "utf-16-le")]


def check_places(program, work):
    """A log of them."""
    path = os.path.join(work, "case_10.77.66.55_x.xml")
    with open(path, "w", encoding="utf-8") as f:
        f.write("<Events>")
        for number, (field, text) in enumerate(PLACES):
            f.write("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID>1</EventID>"
                    f"<TimeCreated SystemTime='2015-06-01T07:00:{number:02}Z'/><EventRecordID>{number + 1}</EventRecordID><Channel>System</Channel>"
                    f"<Computer>FE01.contoso.com</Computer></System><EventData><Data Name='{field}'>{html.escape(text)}</Data></EventData></Event>")
        f.write("</Events>")
    outputs = {f"dump --format {form}": run([program, "dump", path, "--redact", "--format", form]) for form in ("xml", "json", "jsonl", "csv", "text")}
    outputs["scan"] = run([program, "scan", path, "--redact", "--format", "json", "--all"])
    folder = tempfile.mkdtemp(dir=work)
    run([program, "extract", path, "--redact", "--all", "--out-dir", folder])
    outputs.update((f"extract: {file}", content) for file, content in files_of(folder))
    good = True
    for what, output in outputs.items():
        text = output.lower() + output.lower().replace(b"\0", b"")
        left = [name for name in PLACED if name.lower().encode() in text]
        if left:
            print(f"FAILED: {what}: {', '.join(left)}")
            good = False
    print(f"{'ok' if good else 'FAILED'}: {len(PLACES)} places, {len(outputs)} outputs")
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("rules")
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    spoken = spoken_by_rules(options.rules)
    # Forms that print a redacted event in the same way take turns from log to log.
    turns = itertools.cycle(("json", "csv", "text"))
    good = True
    with tempfile.TemporaryDirectory() as work:
        good = check_places(options.program, work)
        for folder in options.folders:
            if not os.path.isdir(folder):
                print(f"skipped: no corpus ({folder})")
                continue
            for name in sorted(os.listdir(folder)):
                path = os.path.join(folder, name)
                if os.path.isdir(path) or name.endswith((".evtx", ".xml")):
                    formats = {"dump": ["xml", "jsonl", next(turns)], "info": ["json"]}
                    good = check(options.program, path, spoken, work, formats) and good
    if met == 0:
        sys.exit("FAILED: no names met: the test looks in the wrong place")
    sys.exit(0 if good else 1)


main()
