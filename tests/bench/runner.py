"""A small process that starts the commands and says what each used: started by measure.py.

It is a process of its own because a child's peak memory, as the system counts it, begins with that of the process it
came from: the figures are never below this one's few MiB. Reads one command per line, its arguments separated by NUL;
writes a line for each: exit code, wall seconds, processor seconds, peak bytes.
"""
import os
import sys
import time

NOWHERE = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]


def main():
    for line in sys.stdin:
        command = line.rstrip("\n").split("\0")
        began = time.perf_counter()
        try:
            pid = os.posix_spawnp(command[0], command, os.environ, file_actions=NOWHERE)
        except OSError:
            print(127, 0, 0, 0, flush=True)
            continue
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter() - began
        cpu = usage.ru_utime + usage.ru_stime
        print(os.waitstatus_to_exitcode(status), wall, cpu, usage.ru_maxrss * 1024, flush=True)


main()
