#!/usr/bin/env bash
# run.sh PROGRAM : asks every question of questions.txt and looks for what the answer must hold.
set -uo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export TZ=UTC LC_ALL=C.UTF-8 NO_COLOR=1
asked=0 failed=0
while IFS= read -r line; do
  [ -n "$line" ] && [ "${line:0:1}" != "#" ] || continue
  IFS=$'\t' read -r -a parts <<<"$line"
  eval "arguments=(${parts[0]})"
  answer=$("$program" explain "${arguments[@]}" 2>&1 </dev/null)
  asked=$((asked + 1))
  for expected in "${parts[@]:1}"; do
    grep -qE -- "$expected" <<<"$answer" && continue
    echo "explain ${parts[0]}: nothing like '$expected' in the answer, which begins: $(head -1 <<<"$answer")"
    failed=$((failed + 1))
  done
done <"$here/questions.txt"
echo "$asked questions, $failed expectations failed"
[ "$failed" -eq 0 ] && [ "$asked" -ge 40 ]
