#!/bin/sh
# power_cut.sh SHIM WRITER: stops the writer of states at every call that changes a file, in every way (power_cut.cpp), and looks at what is
# left: the old state or the new one, whole, the new one if the writer had said so; at most one file of half a state, which the next run
# removes; and no lock.
set -u
shim=$1 writer=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
work=$(cd "$work" && pwd -P)
folder=$work/states
failures=0 cuts=0

fail() {
  echo "FAILED: $*"
  sed 's/^/    calls: /' "$work/log"
  ls -l "$folder" | sed 's/^/    left: /'
  failures=$((failures + 1))
}

# try FIRST HOW N: FIRST "none" or the run of the state before. Returns 1 if the run was over before its N-th call.
try() {
  first=$1 how=$2 n=$3
  rm -rf "$folder" "$folder".power-cut-* "$work/mark" "$work/log"
  mkdir "$folder"
  [ "$first" = none ] || cp "$work/old" "$folder/state"
  : > "$work/log"
  said=$(POWER_CUT_UNDER=$folder POWER_CUT_AT=$n POWER_CUT_HOW=$how POWER_CUT_MARK=$work/mark POWER_CUT_LOG=$work/log \
    ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS:-} LD_PRELOAD=$shim "$writer" "$folder" write)
  status=$?
  what="$how at call $n, state before: $first"
  [ -f "$work/mark" ] || { [ "$status" = 0 ] || fail "$what: not disturbed, but $said"; return 1; }
  cuts=$((cuts + 1))
  case $how in
    before|after|half) [ "$status" = 137 ] || fail "$what: ended with $status";;
    *) [ "$status" = 0 ] || [ "$status" = 1 ] || fail "$what: ended with $status: $said";;
  esac
  left=$("$writer" "$folder" check) || fail "$what: $left"
  next=$(( $([ "$first" = none ] && echo 0 || echo "$first") + 1 ))
  case $said in
    written*) [ "$left" = "$next" ] || fail "$what: the writer said '$said', but the state is of run $left";;
    *) [ "$left" = "$first" ] || [ "$left" = "$next" ] || fail "$what: the state is of run $left";;
  esac
  [ "$(ls "$folder" | grep -c tmp)" -le 1 ] || fail "$what: more than one temporary file"
  # Three more accidents of the same kind must not pile up.
  for again in 1 2 3; do
    POWER_CUT_UNDER=$folder POWER_CUT_AT=$n POWER_CUT_HOW=$how ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS:-} \
      LD_PRELOAD=$shim "$writer" "$folder" write > /dev/null
    [ "$(ls "$folder" | grep -c tmp)" -le 1 ] || { fail "$what: temporary files pile up"; break; }
  done
  before=$("$writer" "$folder" check) || fail "$what, four times: $before"
  said=$("$writer" "$folder" write) || fail "$what: the next run says $said"
  now=$("$writer" "$folder" check)
  [ "$now" = $(( $([ "$before" = none ] && echo 0 || echo "$before") + 1 )) ] || fail "$what: the next run left $now"
  [ "$(ls "$folder" | tr '\n' ' ')" = "state state.lock " ] || fail "$what: the next run did not clean up"
  return 0
}

mkdir "$folder"
for run in 1 2 3; do "$writer" "$folder" write > /dev/null || exit 1; done
cp "$folder/state" "$work/old"
for first in none 3; do
  for how in before after half enospc eio; do
    n=1
    while try "$first" "$how" "$n"; do n=$((n + 1)); done
    # Lock, temporary file: opened, written, flushed, closed, renamed; folder flushed.
    [ "$n" -ge 8 ] || fail "$how: only $((n - 1)) calls were seen"
  done
done
echo "$cuts cuts, $failures failures"
[ "$failures" = 0 ]
