#!/usr/bin/env python3
"""complete.py PROGRAM bash|zsh|fish: the completion script in the shell it is for.

Lines are typed into the shell on a terminal of its own (bash, zsh), its completion function is called (bash), or its completion engine is
asked (fish). What is offered is compared with what the help texts say. Prints "skipped: ..." if the shell is not here.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

PATIENCE = 60  # seconds until a shell that says nothing is taken for dead; nothing is measured
WRONG = []

# Words in front of the cursor, what must be offered, what must not be.
CASES = [
    (["sc"], ["scan"], ["rules", "System.evtx"]),
    (["rules", ""], ["check", "list", "show", "test", "export"], ["scan"]),
    (["rules", "check", "--no"], ["--no-builtin-rules"], ["--topology"]),
    (["scan", "--fail-on", ""], ["confirmed", "likely", "possible", "none"], ["scan", "System.evtx"]),
    (["cert", "--color", "a"], ["auto", "always"], ["never"]),
    (["--topo"], ["--topology"], []),
    (["x.evtx", "--topo"], ["--topology"], []),
    (["dump", "--topo"], [], ["--topology"]),
    (["schedule", "install", "--ev"], ["--every", "--eventlog"], []),
    (["schedule", "show", "--ev"], [], ["--every", "--eventlog"]),
    (["completion", ""], ["bash", "zsh", "fish", "powershell"], ["scan"]),
]


def check(what, good, more=""):
    if not good:
        WRONG.append(what)
        print(f"wrong: {what} {more}")


def check_offer(words, must, must_not, offered):
    for word in must:
        check(f"{words}: '{word}' is not offered", word in offered, f"among {sorted(offered)}")
    for word in must_not:
        check(f"{words}: '{word}' is offered", word not in offered)


def help_of(program, *command):
    return subprocess.run([program, "help", *command], check=True, capture_output=True, text=True).stdout


def commands_of(program):
    """Every command, as words, with the options its help names."""
    out = {}

    def visit(command):
        text = help_of(program, *command)
        below = re.search(r"^Commands\n((?:  .*\n)+)", text, re.M)
        if below:
            for name in re.findall(r"^  ([a-z-]+) ", below[1], re.M):
                visit([*command, name])
        else:
            rows = re.split(r"^Examples$", text, flags=re.M)[0].splitlines()
            names = [re.match(r"^  (?:-\w, |    )(--[a-z-]+)", row) for row in rows]
            out[tuple(command)] = {name[1] for name in names if name}

    visit([])
    return out


class Terminal:
    """A shell on a terminal; lines are typed, and what comes back is read up to a mark."""

    def __init__(self, arguments, folder, environment):
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(arguments[0], arguments, {**os.environ, **environment, "TERM": "dumb", "HOME": folder})
        self.seen = ""

    def read_to(self, mark):
        """All that came before the mark, and the mark."""
        deadline = time.monotonic() + PATIENCE
        while mark not in self.seen:
            if not select.select([self.handle], [], [], max(0, deadline - time.monotonic()))[0]:
                raise SystemExit(f"the shell says nothing more; waiting for {mark!r}, it said {self.seen!r}")
            try:
                self.seen += os.read(self.handle, 65536).decode(errors="replace")
            except OSError:
                raise SystemExit(f"the shell ended; it said {self.seen!r}") from None
        before, self.seen = self.seen.split(mark, 1)
        return before

    def type(self, text):
        os.write(self.handle, text.encode())

    def close(self):
        os.close(self.handle)
        os.waitpid(self.pid, 0)


PRETENDED = """schannel-doctor() { printf 'GIVEN:'; printf '<%s>' "$@"; printf ':END\\n'; }
PS1='READY> '
"""

# What is typed, with tabulators, and what the program is then given.
TYPED = [
    ("sca\tfe\t--fail-on confi\t--colo\talw\t", "<scan><fe 01.evtx><--fail-on><confirmed><--color><always>"),
    ("rules che\t--no-b\t", "<rules><check><--no-builtin-rules>"),
    ("cert --color=nev\t", "<cert><--color><never>"),
    ("scan fe\t--report-dir fold\t", "<scan><fe 01.evtx><--report-dir><folder of reports>"),
]


def typed(terminal):
    terminal.read_to("READY> ")
    for keys, given in TYPED:
        terminal.type("schannel-doctor " + keys + "\r")
        terminal.read_to("GIVEN:")
        got = terminal.read_to(":END").replace("\r", "").replace("\n", "").replace("/>", ">").replace("=", "><")
        check(f"typed {keys!r}", got == given, f"gave {got}, not {given}")
        terminal.read_to("READY> ")


def test_bash(program, folder, script):
    def offered(words):
        line = " ".join("'" + word + "'" for word in ["schannel-doctor", *words])
        code = f'source "$1"; COMP_WORDS=({line}); COMP_CWORD={len(words)}; _schannel_doctor; printf "%s\\n" "${{COMPREPLY[@]}}"'
        run = subprocess.run(["bash", "--norc", "--noprofile", "-c", code, "bash", script], cwd=folder, check=True, capture_output=True, text=True)
        check(f"{words}: bash complains: {run.stderr}", run.stderr == "")
        return set(run.stdout.split("\n")) - {""}

    registered = subprocess.run(["bash", "--norc", "-c", 'source "$1"; complete -p schannel-doctor', "bash", script], check=True, capture_output=True, text=True)
    check("complete -p", registered.stdout == "complete -o bashdefault -o default -F _schannel_doctor schannel-doctor\n", registered.stdout)
    for case in [*CASES, (["scan", "--color", "=", "al"], ["always"], ["auto"]), (["schedule", "install", "--", "--topo"], ["--topology"], [])]:
        check_offer(*case, offered(case[0]))
    for command, options in commands_of(program).items():
        own = offered([*command, "--"]) - {"--help"}
        if command == ("schedule", "install"):
            check("schedule install offers its own options", options <= own)
        else:
            check(f"{command}: help and completion", own == options, f"differ in {own ^ options}")
    rc = os.path.join(folder, "rc")
    with open(rc, "w", encoding="utf-8") as out:
        out.write(PRETENDED + f"source {script}\nbind 'set bell-style none'\n")
    terminal = Terminal(["bash", "--noprofile", "--rcfile", rc, "-i"], folder, {})
    typed(terminal)
    terminal.close()


def test_zsh(program, folder, script):
    functions = os.path.join(folder, "functions")
    os.mkdir(functions)
    shutil.copy(script, os.path.join(functions, "_schannel-doctor"))
    with open(os.path.join(folder, ".zshrc"), "w", encoding="utf-8") as out:
        out.write(PRETENDED + f"fpath=({functions} $fpath)\nautoload -Uz compinit\ncompinit -u -D\nunsetopt beep list_beep zle_bracketed_paste prompt_sp\n"
                  "zstyle ':completion:*' list-prompt ''\nLISTMAX=10000\n")
    terminal = Terminal(["zsh", "-d", "-i"], folder, {"ZDOTDIR": folder, "COLUMNS": "200", "LINES": "500"})
    typed(terminal)
    # A list is shown where more than one fits.
    def listed(words):
        terminal.type("schannel-doctor " + " ".join(words) + "\t\t")
        terminal.type("\x15print LIST''ED\r")
        shown = terminal.read_to("LISTED")
        terminal.read_to("READY> ")
        return set(re.findall(r"[\w./-]+", shown))

    for words, must, _ in CASES:
        if len(must) > 1:
            check_offer(words, must, [], listed(words))
    for command, options in commands_of(program).items():
        got = listed([*command, "--"])
        check(f"{command}: help and completion", options <= got, f"lacks {options - got}")
    terminal.close()


def test_fish(program, folder, script):
    def offered(line):
        run = subprocess.run(["fish", "--no-config", "-c", 'source $argv[1]; complete -C "$argv[2]"', script, "schannel-doctor " + line],
                             cwd=folder, check=True, capture_output=True, text=True, env={**os.environ, "HOME": folder})
        check(f"{line}: fish complains: {run.stderr}", run.stderr == "")
        return {row.split("\t")[0] for row in run.stdout.splitlines()}

    for words, must, must_not in CASES:
        if words == ["sc"]:
            must_not = ["rules"]  # names of files are offered beside commands
        check_offer(words, must, must_not, offered(" ".join(words)))
    check_offer("--color=al", ["--color=always"], [], offered("scan --color=al"))
    check_offer("a path", ["fe 01.evtx"], [], offered("scan fe"))
    check_offer("a folder", ["folder of reports/"], ["fe 01.evtx"], offered("scan --report-dir f"))
    check_offer("free text", [], ["fe 01.evtx"], offered("explain f"))
    for command, options in commands_of(program).items():
        own = offered(" ".join([*command, "--"])) - {"--help"}
        own = {name.rstrip("=") for name in own}
        if command == ("schedule", "install"):
            check("schedule install offers its own options", options <= own)
        else:
            check(f"{command}: help and completion", own == options, f"differ in {own ^ options}")


def main():
    program, shell = os.path.abspath(sys.argv[1]), sys.argv[2]
    if shutil.which(shell) is None:
        print(f"skipped: no {shell} here")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, "script")
        with open(script, "w", encoding="utf-8") as out:
            subprocess.run([program, "completion", shell], check=True, stdout=out)
        place = os.path.join(folder, "here")
        os.makedirs(os.path.join(place, "folder of reports"))
        for name in ("fe 01.evtx", "System.evtx"):
            open(os.path.join(place, name), "w", encoding="utf-8").close()
        {"bash": test_bash, "zsh": test_zsh, "fish": test_fish}[shell](program, place, script)
    print(f"{shell}: {len(WRONG)} wrong")
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
