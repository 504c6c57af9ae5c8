#!/usr/bin/env python3
"""What script/bench calls: makes the inputs, runs all commands in turn, prints what was measured and the targets."""
import argparse
import os
import shutil
import subprocess
import sys

from inputs import Inputs
from measure import Job, Runner, ratio, run_all
from targets import print_targets

SCANNED = (0, 1, 4)  # exit codes of scan: nothing found, something found, blind
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NOTHING = ("", 0, 0)  # of (path, bytes, records)


class Bench:
    """The commands, by name. A name says command, threads and input: the targets look them up by it."""

    def __init__(self, args, inputs, runner):
        self.args = args
        self.inputs = inputs
        self.runner = runner
        self.jobs = {}
        self.export_size = 30  # MB of the log that evtxexport gets

    def add(self, name, command, what=NOTHING, ok=(0,), rounds=None):
        if not self.args.only or self.args.only in name:
            self.jobs[name] = Job(name, command, what[1], what[2], ok, rounds)

    def scan(self, on, what, ok=SCANNED):
        for threads in ("1", "2"):
            self.add("scan -j%s %s" % (threads, on), [self.args.program, "scan", "-j", threads, what[0]], what, ok)

    def dump(self, name, arguments, threads, on, what):
        command = [self.args.program, "dump", "-j", threads, *arguments, what[0]]
        self.add("dump %s -j%s %s" % (name, threads, on), command, what)

    def collect(self):
        sizes = (30, 512) if self.args.quick else (30, 512, 2048)
        for flavour in ("plain", "mix"):
            for size in sizes:
                if size <= 512 or flavour == "plain":
                    self.log(flavour, size)
        small = self.inputs.small_logs(900)
        self.add("cat 900 logs", ["cat", *sorted(entry.path for entry in os.scandir(small[0]))], small)
        self.scan("900 logs", small)
        for kind in ("few", "all"):
            what = self.inputs.export(kind, 256)
            self.add("cat xml-" + kind, ["cat", what[0]], what)
            self.scan("xml-" + kind, what)
        self.rules()
        self.add("scan empty folder", [self.args.program, "scan", self.inputs.empty_folder()], ok=(0, 3, 4))
        self.add("explain 36888", [self.args.program, "explain", "36888"])
        self.add("true", ["true"])
        if not self.args.only or self.args.only in "evtxexport":
            self.evtxexport()

    def rules(self):
        """What many rules cost: to load, on logs they are about, and on logs they are not about."""
        folder = os.path.join(self.args.corpus, "sigma", "rules")
        if not os.path.isdir(folder):
            print("no public rules: what they cost is not measured")
            return
        program = self.args.program
        self.add("scan rules empty folder", [program, "scan", "--rules", folder, self.inputs.empty_folder()], ok=(0, 3, 4))
        cases = os.path.join(self.args.corpus, "sigma", "regression")
        inputs = {"cases": (cases, sum(os.path.getsize(os.path.join(d, n)) for d, _, names in os.walk(cases) for n in names
                                       if n.endswith(".evtx")), 0),
                  "mix-43": self.inputs.log("mix", 43), "mix-512": self.inputs.log("mix", 512)}
        for on, what in inputs.items():
            for threads in ("1", "2"):
                command = [program, "scan", "-j", threads]
                self.add("scan -j%s %s" % (threads, on), [*command, what[0]], what, SCANNED)
                self.add("scan rules -j%s %s" % (threads, on), [*command, "--rules", folder, what[0]], what, SCANNED)
        named, other = self.inputs.rules_of_named_logs(folder), self.inputs.log("other", 512 if self.args.quick else 2048)
        self.add("scan named empty folder", [program, "scan", "--rules", named, self.inputs.empty_folder()], ok=(0, 3, 4))
        self.add("scan -j1 other", [program, "scan", "-j", "1", other[0]], other, SCANNED)
        self.add("scan named -j1 other", [program, "scan", "-j", "1", "--rules", named, other[0]], other, SCANNED)

    def log(self, flavour, size):
        what = self.inputs.log(flavour, size)
        on = "%s-%d" % (flavour, size)
        self.add("cat " + on, ["cat", what[0]], what)
        self.add("cksum " + on, ["cksum", what[0]], what)
        self.scan(on, what)
        if size > 512:
            return
        filters = ["--format", "jsonl", "--provider", self.args.provider, "--id", self.args.id]
        for threads in ("1", "2"):
            for form in ("xml", "jsonl", "json", "csv"):
                self.dump(form, ["--format", form], threads, on, what)
            self.dump("filtered", filters, threads, on, what)

    def evtxexport(self):
        """The foreign reader gets the same 30 MB as ours, or 10 MB if it would need more than 20 s for them."""
        program = shutil.which("evtxexport")
        if not program:
            print("no evtxexport: nothing to compare dump with")
            return
        small = self.inputs.log("plain", 10)
        probe = Job("probe", [program, "-f", "xml", small[0]])
        probe.run(self.runner)
        if not probe.wall:
            print("evtxexport does not run: " + probe.error)
            return
        self.export_size = 30 if probe.wall[0] < 20 / 3 else 10
        what = self.inputs.log("plain", self.export_size)
        command = [program, "-f", "xml", what[0]]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        printed = done.stdout.count(b"<Event xmlns=")
        if printed != what[2]:
            print("evtxexport printed %d of %d records: its ratios flatter it" % (printed, what[2]))
        on = "plain-%d" % self.export_size
        self.add("evtxexport xml " + on, command, what, rounds=3)
        if self.export_size != 30:
            print("evtxexport would need more than 20 s for 30 MB: compared on %d MB" % self.export_size)
            self.dump("jsonl", ["--format", "jsonl"], "1", on, what)

    def warm(self, say):
        """Reads every input once, so that all commands find it in memory."""
        for path in sorted({path for job in self.jobs.values() for path in job.command}):
            if path.startswith(self.inputs.folder) and os.path.isfile(path):
                say("reading " + path)
                with open(path, "rb", buffering=0) as file:
                    while file.read(1 << 24):
                        pass

    def cat_of(self, job):
        """The `cat` of the same input."""
        on = job.name.rsplit(" ", 1)[-1] if "900" not in job.name else "900 logs"
        return self.jobs.get("cat " + on)

    def print_table(self):
        print("%-28s %9s %9s %9s %8s %9s %7s %7s" %
              ("command", "median ms", "min ms", "cpu ms", "MB/s", "records/s", "MiB", "x cat"))
        for job in self.jobs.values():
            if not job.wall:
                print("%-28s %s" % (job.name, job.error or "not run"))
                continue
            to_cat = ratio(job, self.cat_of(job))
            print("%-28s %9.1f %9.1f %9.1f %8s %9s %7.1f %7s" % (
                job.name, 1e3 * job.median(), 1e3 * job.least(), 1e3 * job.processor(),
                "%.0f" % job.speed() if job.size else "",
                amount(job.records / job.median()) if job.records else "",
                job.peak(), "%.2f" % to_cat[0] if to_cat else ""))


def amount(n):
    return "%.2f M" % (n / 1e6) if n >= 1e6 else "%.0f k" % (n / 1e3)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--quick", action="store_true", help="3 rounds, and no 2 GB log")
    parser.add_argument("--rounds", type=int, help="default 5")
    parser.add_argument("--only", help="only commands whose name contains this")
    parser.add_argument("--corpus", default=os.path.join(TOP, "..", "shared", "corpus"), help="folder of real logs")
    parser.add_argument("--inputs", default=os.path.join(TOP, "build", "bench"), help="where the inputs are made")
    parser.add_argument("--provider", default="Microsoft-Windows-Kernel-General", help="of the filtered dump")
    parser.add_argument("--id", default="12", help="of the filtered dump")
    args = parser.parse_args()
    args.rounds = args.rounds or (3 if args.quick else 5)
    return args


def main():
    args = arguments()

    def say(text):
        if sys.stderr.isatty():
            print("\r\x1b[K" + text, end="", file=sys.stderr, flush=True)

    runner = Runner()
    say("making inputs")
    inputs = Inputs(TOP, args.corpus, args.inputs)
    bench = Bench(args, inputs, runner)
    bench.collect()
    bench.warm(say)
    run_all(runner, list(bench.jobs.values()), args.rounds, say)
    print("logs: %d chunks (plain) and %d (mix) of %s, repeated; %d rounds, all commands in turn" % (
        len(inputs.flavours["plain"]), len(inputs.flavours["mix"]), inputs.where, args.rounds))
    print("filtered: provider %s, id %s" % (args.provider, args.id))
    print("x cat: median of the rounds' ratios; MiB: peak resident memory, which cannot be below %.1f here" %
          (runner.run(["true"])[3] / 2**20))
    bench.print_table()
    if not args.only:
        print_targets(bench.jobs, bench.export_size)
    return 1 if any(job.error for job in bench.jobs.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
