"""What the comparers share: arguments, the corpus, running programs, counting differences by kind."""
import argparse
import collections
import os
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Skip(Exception):
    """Nothing to compare here: the text says why."""


def arguments(description):
    """The program's path, where the corpus is, and whether to take everything."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("program", help="schannel-doctor to test")
    parser.add_argument("--corpus", default=os.path.join(TOP, "..", "shared", "corpus"), help="folder of real logs")
    parser.add_argument("--all", action="store_true", help="every record of every log, however long it takes")
    parser.add_argument("--show", type=int, default=3, help="examples printed of each unexpected kind")
    args = parser.parse_args()
    args.program = os.path.abspath(args.program)
    return args


def corpus_logs(corpus):
    """The logs of evtx/, and pairs of log and golden JSON below sigma/regression/: sorted."""
    evtx = os.path.join(corpus, "evtx")
    cases = os.path.join(corpus, "sigma", "regression")
    if not os.path.isdir(evtx) or not os.path.isdir(cases):
        raise Skip("no corpus")
    logs = sorted(os.path.join(evtx, n) for n in os.listdir(evtx) if n.endswith(".evtx"))
    pairs = []
    for folder, _, names in os.walk(cases):
        of_folder = [os.path.join(folder, name[:-5]) for name in names if name.endswith(".evtx")]
        pairs += [(base + ".evtx", base + ".json") for base in of_folder]
    return logs, sorted(pairs)


def output_of(command):
    """Standard output as bytes; a program that a signal ended, or that failed on its own account, is an error."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode < 0 or done.returncode in (2, 70):
        errors = done.stderr.decode(errors="replace")
        raise RuntimeError("%s: exit code %d\n%s" % (" ".join(command), done.returncode, errors))
    return done.stdout


def dump(program, form, log):
    """Our events; one thread, since the runs are many and small."""
    return output_of([program, "dump", "--format", form, "-j", "1", log])


class Tally:
    """Counts differences by kind and keeps a few examples of each."""

    def __init__(self, show):
        self.counts = collections.Counter()
        self.examples = collections.defaultdict(list)
        self.show = show

    def add(self, kind, example):
        self.counts[kind] += 1
        if len(self.examples[kind]) < self.show:
            self.examples[kind].append(example)

    def report(self, allowed):
        """Prints the kinds, those of `allowed` (name -> reason) first; returns how many differences are of no such."""
        for kind in sorted(k for k in self.counts if k in allowed):
            print("  allowed     %6d  %s" % (self.counts[kind], kind))
        unexpected = [k for k in sorted(self.counts) if k not in allowed]
        for kind in unexpected:
            print("  UNEXPECTED  %6d  %s" % (self.counts[kind], kind))
            for example in self.examples[kind]:
                print("      " + example)
        return sum(self.counts[k] for k in unexpected)


def run(main):
    """Calls main(), which returns the number of failures, and ends the process."""
    try:
        failures = main()
    except Skip as reason:
        print("skipped: %s" % reason)
        sys.exit(0)
    print("FAILED: %d" % failures if failures else "passed")
    sys.exit(1 if failures else 0)
