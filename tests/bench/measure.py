"""Runs commands in turn and measures each: wall time, processor time, peak memory."""
import os
import statistics
import subprocess
import sys


class Runner:
    """The process that runs the commands: see runner.py."""

    def __init__(self):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "runner.py")
        self.process = subprocess.Popen([sys.executable, "-I", "-S", "-B", script], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def run(self, command):
        """(exit code, wall seconds, processor seconds, peak bytes); output goes nowhere."""
        self.process.stdin.write("\0".join(command) + "\n")
        self.process.stdin.flush()
        code, wall, cpu, memory = self.process.stdout.readline().split()
        return int(code), float(wall), float(cpu), int(memory)


class Job:
    """One command on one input. `ok` are the exit codes that mean it did its work."""

    def __init__(self, name, command, size=0, records=0, ok=(0,), rounds=None):
        self.name = name
        self.command = command
        self.size = size
        self.records = records
        self.ok = ok
        self.rounds = rounds  # at most that many, for the slow ones
        self.wall, self.cpu, self.memory = [], [], []
        self.error = ""

    def run(self, runner):
        code, wall, cpu, memory = runner.run(self.command)
        if code not in self.ok:
            self.error = "exit code %d" % code
            return
        self.wall.append(wall)
        self.cpu.append(cpu)
        self.memory.append(memory)

    def median(self):
        return statistics.median(self.wall) if self.wall else None

    def least(self):
        return min(self.wall) if self.wall else None

    def speed(self):
        """MB/s by the median."""
        return self.size / self.median() / 1e6

    def processor(self):
        """Seconds of all threads, median."""
        return statistics.median(self.cpu)

    def peak(self):
        """MiB, the most of all rounds."""
        return max(self.memory) / 2**20


def run_all(runner, jobs, rounds, say):
    """Round robin, so that what disturbs the machine for a while disturbs all alike."""
    for n in range(rounds):
        for job in jobs:
            if not job.error and n < (job.rounds or rounds):
                say("round %d of %d: %s" % (n + 1, rounds, job.name))
                job.run(runner)
    say("")


def ratio(job, other):
    """How many times the other's wall time a job takes: (median over the rounds, ratio of the minima), or None."""
    if not job or not other or not job.wall or not other.wall:
        return None
    pairs = [a / b for a, b in zip(job.wall, other.wall)]
    return statistics.median(pairs), job.least() / other.least()
