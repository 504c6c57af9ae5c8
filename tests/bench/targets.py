"""The targets, and what was measured beside them. Judges nothing: a reader looks at both."""
from measure import ratio

NOT_MEASURED = "not measured"


class Figures:
    """Words for what was measured, by the names of commands."""

    def __init__(self, jobs):
        self.jobs = jobs

    def measured(self, name):
        job = self.jobs.get(name)
        return job if job and job.wall else None

    def times(self, name, other):
        """How many times as long as the other a command takes."""
        r = ratio(self.jobs.get(name), self.jobs.get(other))
        return "%.2f x (of minima %.2f)" % r if r else NOT_MEASURED

    def speed(self, name):
        job = self.measured(name)
        return "%.0f MB/s (best %.0f)" % (job.speed(), job.size / job.least() / 1e6) if job else NOT_MEASURED

    def growth(self, names):
        """The speed of what each is longer than the one before, so that start-up does not count."""
        jobs = [job for job in map(self.measured, names) if job]
        steps = [(b.size - a.size, b.least() - a.least()) for a, b in zip(jobs, jobs[1:])]
        speeds = [size / seconds / 1e6 for size, seconds in steps if seconds > 0]
        return ", ".join("%.0f" % s for s in speeds) + " MB/s" if speeds else NOT_MEASURED

    def milliseconds(self, name):
        job = self.measured(name)
        return "%.1f ms (min %.1f)" % (1e3 * job.median(), 1e3 * job.least()) if job else NOT_MEASURED

    def memory(self, names):
        jobs = [job for job in map(self.measured, names) if job]
        return ", ".join("%.1f" % job.peak() for job in jobs) + " MiB" if jobs else NOT_MEASURED


def scan_targets(figures):
    plain = "plain-%d"
    for threads, limit in ((1, "2"), (2, "1.3")):
        yield ("scan 512 MB, few records matter, -j%d: at most %s x cat" % (threads, limit),
               figures.times("scan -j%d plain-512" % threads, "cat plain-512"))
    for threads in (1, 2):
        scan = "scan -j%d " % threads + plain
        yield ("linear: scan -j%d of 30 MB to 512 MB, of 512 MB to 2 GB, start-up apart" % threads,
               figures.growth(scan % size for size in (30, 512, 2048)))
    yield ("peak memory below 64 MiB and flat: scan -j2 of 30 MB, 512 MB, 2 GB",
           figures.memory("scan -j2 " + plain % size for size in (30, 512, 2048)))
    for threads in (1, 2):
        yield ("900 small logs: at most 2 x cat, -j%d" % threads,
               figures.times("scan -j%d 900 logs" % threads, "cat 900 logs"))


def rule_targets(figures):
    load = figures.measured("scan rules empty folder")
    for on in ("mix-43", "mix-512"):
        for threads in (1, 2):
            own, many = (figures.measured("scan %s-j%d %s" % (rules, threads, on)) for rules in ("", "rules "))
            said = NOT_MEASURED
            if own and many and load:
                seconds = many.median() - load.median()
                said = "%.0f records/s, %.0f with the time to load them; own rules alone %.0f (%.1f times as many)" % (
                    many.records / seconds, many.records / many.median(), own.records / own.median(), seconds / own.median())
            yield ("602 public rules on %s, -j%d: at least 100,000 records/s and thread" % (on, threads), said)
    load = figures.measured("scan named empty folder")
    own, many = (figures.measured("scan %s-j1 other" % rules) for rules in ("", "named "))
    said = NOT_MEASURED
    if own and many and load:
        def more(seconds, base):
            return "%+.0f %%" % (100 * (seconds / base - 1))
        said = "%s (processor time %s), loading them apart (%.0f ms); with it %s" % (
            more(many.median() - load.median(), own.median()),
            more(many.processor() - load.processor(), own.processor()), 1e3 * load.median(),
            more(many.median(), own.median()))
    yield "601 rules on logs that none is about: at most 15 % more (--quick: mostly noise of loading)", said


def dump_targets(figures, export_size):
    small = " plain-%d" % export_size
    yield ("dump jsonl -j1: at least 140 x as fast as evtxexport -f xml, same %d MB" % export_size,
           figures.times("evtxexport xml" + small, "dump jsonl -j1" + small))
    for flavour in ("plain", "mix"):
        on = " %s-512" % flavour
        yield ("dump jsonl -j2: at least 1.5 x as fast as -j1, " + flavour,
               figures.times("dump jsonl -j1" + on, "dump jsonl -j2" + on))
        yield ("dump xml: within 15 % of jsonl, " + flavour,
               figures.times("dump xml -j1" + on, "dump jsonl -j1" + on))
        for threads in (1, 2):
            yield ("dump filtered: at most 3 x cat, %s, -j%d" % (flavour, threads),
                   figures.times("dump filtered -j%d" % threads + on, "cat" + on))
    yield ("peak memory below 64 MiB and flat: dump jsonl -j2 of 30 MB, 512 MB",
           figures.memory("dump jsonl -j2 mix-%d" % size for size in (30, 512)))


def other_targets(figures):
    yield "start-up below 10 ms: scan of an empty folder", figures.milliseconds("scan empty folder")
    yield "start-up below 10 ms: explain 36888", figures.milliseconds("explain 36888")
    yield "  for comparison: true", figures.milliseconds("true")
    for kind, limit in (("few", 500), ("all", 150)):
        for threads in (1, 2):
            yield ("XML, %s events matter, -j%d: at least %d MB/s per thread" % (kind, threads, limit),
                   figures.speed("scan -j%d xml-%s" % (threads, kind)))


def print_targets(jobs, export_size):
    figures = Figures(jobs)
    print("\n%-80s %s" % ("target", "measured"))
    for target, measured in (*scan_targets(figures), *rule_targets(figures), *dump_targets(figures, export_size),
                             *other_targets(figures)):
        print("%-80s %s" % (target, measured))
