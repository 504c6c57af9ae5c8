#!/usr/bin/env bash
# run.sh BUILD [PART...] : what script/test-windows runs, with WINE naming the program that starts Windows programs. The parts are the functions
# below that begin with part_. Everything is asked of the .exe as of any other schannel-doctor, and must answer with the same bytes.
set -uo pipefail
build=$(realpath "$1")
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(realpath "$here/../..")
cd "$top"
export TZ=UTC LC_ALL=C.UTF-8 NO_COLOR=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Called like the program, in place of it; converts nothing.
doctor="$work/bin/schannel-doctor"
mkdir -p "$work/bin"
printf '#!/bin/sh\nexec "%s" "%s/schannel-doctor.exe" "$@"\n' "$WINE" "$build" >"$doctor"
chmod +x "$doctor"

fail() {
  echo "FAILED: $*"
  failed=$((failed + 1))
}
# same WHAT EXPECTED NOW : two texts
same() {
  [ "$2" = "$3" ] || fail "$1: expected: $(head -c 600 <<<"$2") ... now: $(head -c 600 <<<"$3")"
}
# holds WHAT PATTERN TEXT
holds() {
  grep -qE -- "$2" <<<"$3" || fail "$1: nothing like '$2' in: $(head -c 1000 <<<"$3")"
}

part_program() {
  local text
  text=$("$doctor" --version)
  holds "the version" '^built for Windows ' "$text"
  holds "the version" '^OpenSSL 3\.' "$text"
  same "no carriage returns" 0 "$("$doctor" --help | tr -dc '\r' | wc -c)"
  # Nothing to install: only what every Windows has.
  same "needs only the system's own libraries" "" \
    "$(x86_64-w64-mingw32-objdump -p "$build/schannel-doctor.exe" | sed -n 's/^\tDLL Name: //p' | tr 'A-Z' 'a-z' |
      grep -vxE '(kernel32|msvcrt|shell32|advapi32|bcrypt|crypt32|user32|ws2_32|gdi32)\.dll')"
}

part_golden() {
  local skipped names
  skipped=$(sed -n 's/^\([a-z0-9][a-z0-9-]*\).*/\1/p' "$here/not-under-wine.txt")
  mapfile -t names < <(cd tests/golden && ls -d */ | tr -d / | grep -vxF "$skipped")
  tests/golden/run.sh "$doctor" "${names[@]}" || fail "golden cases"
  echo "not asked under Wine:" $skipped
}

part_questions() { tests/questions/run.sh "$doctor" || fail "questions"; }

part_truth() { sh tests/truth/run.sh "$doctor" || fail "truth tables"; }

part_paths() {
  local folder="$work/Журналы 🔒/Ünïcode" deep expected text i
  mkdir -p "$folder"
  cp samples/healthy/System.evtx "$folder/Система.evtx"
  expected=$("$doctor" dump samples/healthy/System.evtx --format xml | md5sum)
  same "a name in Cyrillic" "$expected" "$("$doctor" dump "$folder/Система.evtx" --format xml | md5sum)"
  same "a folder with an emoji" "$expected" "$("$doctor" dump "$work/Журналы 🔒" --format xml | md5sum)"
  holds "names are shown as they are" "\"$folder/Система.evtx\"" "$("$doctor" info "$work/Журналы 🔒" --format json)"
  "$doctor" info "$folder" --format json -o "$folder/отчёт.json" || fail "a result file with a Cyrillic name"
  holds "a result file with a Cyrillic name" '"info/1|schema' "$(cat "$folder/отчёт.json")"

  deep="$work/deep"
  for i in 1 2 3 4 5 6 7 8; do deep+="/$(printf "folder-$i-%050d" 0)"; done
  mkdir -p "$deep"
  cp samples/healthy/System.evtx "$deep/"
  same "a path of ${#deep} characters" "$expected" "$("$doctor" dump "$deep/System.evtx" --format xml | md5sum)"
  same "a long path below a folder" "$expected" "$("$doctor" dump "$work/deep" --format xml | md5sum)"
  "$doctor" info "$deep" -o "$deep/result.txt" && [ -s "$deep/result.txt" ] || fail "a result file with a long path"

  same "no shell expands a star, so the program does" "$("$doctor" info samples/blind/ --format json | md5sum)" \
    "$("$doctor" info 'samples/blind/*' --format json | md5sum)"
  text=$("$doctor" info "Z:${folder//\//\\}" --format json)
  holds "a Windows path is shown with its own separators" '"Z:\\\\.*\\\\Ünïcode\\\\Система.evtx"' "$text"
}

# hold FILE [alone], and let_go: another program has the file open for writing meanwhile.
hold() {
  [ -f "$work/hold_open.exe" ] ||
    x86_64-w64-mingw32-g++-posix -O1 -static -municode "$here/hold_open.cpp" -o "$work/hold_open.exe" || fail "hold_open.cpp"
  mkfifo "$work/hold-in"
  "$WINE" "$work/hold_open.exe" "$@" <"$work/hold-in" >"$work/hold-out" &
  holder=$!
  exec 9>"$work/hold-in"
  for _ in $(seq 100); do
    [ -s "$work/hold-out" ] && break
    sleep 0.1
  done
  same "the other writer" "ready" "$(tr -d '\r' <"$work/hold-out")"
}
let_go() {
  exec 9>&-
  wait "$holder"
  rm -f "$work/hold-in" "$work/hold-out"
}

part_writer() {
  local text code
  mkdir -p "$work/live"
  cp samples/healthy/System.evtx "$work/live/System.evtx"
  cp "$work/live/System.evtx" "$work/before"
  hold "$work/live/System.evtx"
  text=$("$doctor" dump "$work/live/System.evtx" --format xml)
  same "a log that is being written" "$("$doctor" dump samples/healthy/System.evtx --format xml | md5sum)" "$(md5sum <<<"$text")"
  let_go
  cmp "$work/before" "$work/live/System.evtx" || fail "the log has changed"
  hold "$work/live/System.evtx" alone
  text=$("$doctor" info "$work/live" --utc 2>&1)
  code=$?
  holds "a log that nobody may read" 'in use by a program that lets nobody else read it' "$text"
  same "a log that nobody may read: exit code" 3 "$code"
  let_go
}

part_output() {
  local first
  "$doctor" info samples/blind --format json -o "$work/result.json" || fail "a result file"
  first=$(md5sum <"$work/result.json")
  "$doctor" info samples/healthy --format json -o "$work/result.json" || fail "a result file that was there"
  [ "$first" != "$(md5sum <"$work/result.json")" ] || fail "the result file was not replaced"
  same "nothing is left beside the result" 1 "$(ls "$work"/result* | wc -l)"
  hold "$work/result.json"
  first=$("$doctor" info samples/blind --format json -o "$work/result.json" 2>&1) && fail "a result file in use was replaced"
  holds "a result file in use" "cannot rename to '.*result.json': " "$first"
  let_go
  same "nothing is left beside the result" 1 "$(ls "$work"/result* | wc -l)"
}

# The zone of the machine, with its rules of 2015.
part_zones() {
  local zone utc text
  utc=$("$doctor" info samples/healthy --utc | grep -oE '2015-[0-9]{2}-[0-9]{2} [0-9:]{8}' | head -n 1)
  for zone in Europe/Berlin America/New_York Asia/Kolkata; do
    text=$(TZ=$zone "$doctor" info samples/healthy)
    holds "local time in $zone" "$(TZ=$zone date -d "${utc}Z" '+%F %T %:z' | sed 's/+/\\+/')" "$text"
  done
}

part_units() {
  local program name
  for program in "$build"/tests/*/test_*.exe; do
    name=$(basename "$program" .exe)
    # Foreign readers are Linux programs.
    if timeout 300 "$WINE" "$program" --no-colors=true --source-file-exclude='*foreign_readers_test*' >"$work/unit" 2>&1; then
      echo "$name: $(tail -n 2 "$work/unit" | tr -d '\r' | head -n 1)"
    else
      tail -n 80 "$work/unit"
      fail "$name"
    fi
  done
}

parts=("$@")
[ "${#parts[@]}" -gt 0 ] || parts=(program paths writer output zones questions golden truth units)
for part in "${parts[@]}"; do
  started=$SECONDS
  "part_$part"
  echo "== $part: $((SECONDS - started)) s"
done
[ "$failed" -eq 0 ] && echo "all passed" || echo "$failed failed"
[ "$failed" -eq 0 ]
