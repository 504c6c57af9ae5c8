#!/bin/sh
# power_cut_scan.sh SHIM PROGRAM LOGS: lets the power go (power_cut.cpp) at every call with which a scan with --state changes a file: the state,
# the dated reports, the metrics. The run after it, undisturbed, must amount to what it would have been without: the same report, the same
# state of the diagnoses, nothing found twice, no notice lost. A notice that comes twice has the same number. LOGS: a folder with a
# System.evtx and others, that amount to a diagnosis together.
set -u
shim=$1 program=$2 samples=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
work=$(cd "$work" && pwd -P)
export TZ=UTC
failures=0 cuts=0

fail() {
  echo "FAILED: $*"
  [ "$failures" -gt 3 ] || sed 's/^/    calls: /' "$work/calls" 2> /dev/null
  failures=$((failures + 1))
}

# scan NOW: one run; what it prints, in $work/out
scan() {
  "$program" "$work/logs" --state "$work/kept/state" --report-dir "$work/kept/reports" --metrics "$work/kept/metrics" \
    --on-finding "cat >> '$work/notices'; echo >> '$work/notices'" --now "$1" --format json -j1 > "$work/out" 2> "$work/err"
}

disturbed() {
  POWER_CUT_UNDER=$work/kept POWER_CUT_AT=$2 POWER_CUT_HOW=$1 POWER_CUT_MARK=$work/mark POWER_CUT_LOG=$work/calls \
    ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS:-} LD_PRELOAD=$shim \
    "$program" "$work/logs" --state "$work/kept/state" --report-dir "$work/kept/reports" --metrics "$work/kept/metrics" \
    --on-finding "unset LD_PRELOAD; cat >> '$work/notices'; echo >> '$work/notices'" --now 2015-06-01T10:00:00Z --format json -j1 \
    > "$work/out" 2> "$work/err"
}

# What a report says but for the run itself: its number, times, and what is new in it. Coverage is of what this run had to read.
substance() {
  python3 -B - "$1" << 'END'
import json, sys
report = json.load(open(sys.argv[1]))
report.pop("run")
for i in report["inputs"]: i.pop("coverage"), i.pop("damage"), i.pop("damage_counts")
for d in report["diagnoses"]: d.pop("change")
print(json.dumps(report, indent=1, sort_keys=True))
END
}

numbers() {
  grep -o '"number":[0-9]*,"kind":"[a-z]*"' "$work/notices" 2> /dev/null | sort -u | tr '\n' ' '
}

mkdir "$work/begin" "$work/kept"
cp -r "$samples" "$work/logs"
# The first run sees the beginning of the System log, in which nothing is likely yet; the second all of it.
head -c $((4096 + 48000)) "$samples/System.evtx" > "$work/logs/System.evtx"
mv "$work/logs/Lync Server.evtx" "$work/later"
: > "$work/notices"
scan 2015-06-01T09:00:00Z
[ -f "$work/kept/state" ] || { echo "FAILED: no state"; cat "$work/err"; exit 1; }
[ "$(numbers)" = "" ] || { echo "FAILED: something was found at once: $(numbers)"; exit 1; }
cp -r "$work/kept/." "$work/begin"
cp "$samples/System.evtx" "$work/logs/System.evtx"
mv "$work/later" "$work/logs/Lync Server.evtx"
scan 2015-06-01T10:00:00Z
code=$?
substance "$work/out" > "$work/expected"
numbers > "$work/expected.numbers"
[ -s "$work/expected.numbers" ] || { echo "FAILED: nothing was found"; exit 1; }

for how in before after half enospc; do
  n=1
  while :; do
    rm -rf "$work/kept" "$work/mark" "$work/calls"
    cp -r "$work/begin" "$work/kept"
    : > "$work/notices"
    disturbed "$how" "$n"
    [ -f "$work/mark" ] || break
    cuts=$((cuts + 1))
    scan 2015-06-01T10:00:00Z
    ended=$?
    [ "$ended" = "$code" ] || fail "$how at call $n: the next run ends with $ended: $(cat "$work/err")"
    substance "$work/out" > "$work/now" || fail "$how at call $n: no report"
    cmp -s "$work/expected" "$work/now" || { fail "$how at call $n: another report"; diff "$work/expected" "$work/now" | head -20; }
    [ "$(numbers)" = "$(cat "$work/expected.numbers")" ] || fail "$how at call $n: notices $(numbers)"
    [ "$(ls "$work/kept" | grep -c tmp)" = 0 ] || fail "$how at call $n: left behind: $(ls "$work/kept")"
    n=$((n + 1))
  done
  [ "$n" -ge 15 ] || fail "$how: only $((n - 1)) calls were seen"
done
echo "$cuts cuts, $failures failures"
[ "$failures" = 0 ]
