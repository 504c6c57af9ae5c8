#!/usr/bin/env python3
"""The sessions in README.md and docs/ are real: every ```console block is run again, and must print what stands there.

  session.py PROGRAM             run all blocks, print what differs
  session.py PROGRAM --update    paste what the program prints now: then read `git diff`

A block holds command lines, "$ schannel-doctor ...", each followed by what it prints (standard output and error together); a
command that goes on in the next line ends with a backslash. Commands run in one shell per file, in a copy of samples/ beside nothing
else, in UTC, 100 columns wide. A block behind the line `<!-- not run -->` is left alone.
"""
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
TIMEOUT = 120  # seconds for a file
MARK = "\x01end of command\x01"


def files():
    return [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]


def parts(text):
    """The text as a list of (is_session, lines), in order; joined they are the text again."""
    out, lines, inside, skip = [], [], False, False
    for line in text.splitlines(keepends=True):
        if not inside and line.rstrip() == "```console" and not skip:
            lines.append(line)
            out.append((False, lines))
            lines, inside = [], True
        elif inside and line.startswith("```"):
            out.append((True, lines))
            lines, inside = [line], False
        else:
            lines.append(line)
            if line.strip():
                skip = line.strip() == "<!-- not run -->"
    out.append((inside, lines))
    return out


def commands(lines):
    """The commands of a block, each a list of its lines."""
    found, going_on = [], False
    for line in lines:
        if going_on:
            found[-1].append(line)
        elif line.startswith("$ "):
            found.append([line])
        going_on = bool(found) and (going_on or line.startswith("$ ")) and line.rstrip("\n").endswith("\\")
    return found


def normalise(text):
    text = re.sub(r"(schannel-doctor )\d+\.\d+\.\d+(-\S+)?", r"\g<1>VERSION", text)
    return re.sub(r"(rules )[0-9a-f]{16}", r"\g<1>FINGERPRINT", text)


def run(program, blocks):
    """What each command of each block prints."""
    script = "".join("".join(c)[2:] + f"printf '{MARK}\\n'\n" for block in blocks for c in commands(block))
    with tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder)
        shutil.copytree(TOP / "samples", here / "work/samples")
        (here / "bin").mkdir()
        (here / "bin/schannel-doctor").symlink_to(program)
        environment = {"PATH": f"{here}/bin:{os.environ['PATH']}", "HOME": str(here), "TZ": "UTC", "LC_ALL": "C.UTF-8",
                       "NO_COLOR": "1", "COLUMNS": "100"}
        done = subprocess.run(["bash", "-c", "exec 2>&1\n" + script], cwd=here / "work", env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, timeout=TIMEOUT, check=False)
    printed = done.stdout.decode("utf-8", errors="replace").split(MARK + "\n")
    return iter(printed)


def renewed(program, path):
    pieces = parts(path.read_text(encoding="utf-8"))
    printed = run(program, [lines for is_session, lines in pieces if is_session])
    text, count = "", 0
    for is_session, lines in pieces:
        if not is_session:
            text += "".join(lines)
            continue
        for command in commands(lines):
            output = normalise(next(printed))
            text += "".join(command) + output + ("" if not output or output.endswith("\n") else "\n")
            count += 1
    return text, count


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    update = "--update" in sys.argv[2:]
    differ = total = 0
    for path in files():
        if "```console" not in path.read_text(encoding="utf-8"):
            continue
        text, count = renewed(program, path)
        total += count
        old = path.read_text(encoding="utf-8")
        if text == old:
            continue
        differ += 1
        name = str(path.relative_to(TOP))
        if update:
            path.write_text(text, encoding="utf-8")
            print(f"{name}: renewed")
        else:
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), text.splitlines(True), name, name + " (now)"))
    print(f"{total} commands in sessions, {differ} files differ")
    return 0 if total > 0 and (update or differ == 0) else 1


sys.exit(main())
