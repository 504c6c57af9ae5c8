#!/bin/sh
# run.sh PROGRAM : runs the truth tables, and compares the first line of every refused rule with what the program says.
program=$1
here=$(dirname "$0")
failed=0
for folder in modifiers values conditions filters correlations; do
  echo "$folder: $("$program" rules check "$here/$folder" --no-builtin-rules 2>&1 | grep -v -e 'rule-unused-identifier' -e 'warning: filter')"
  "$program" rules check "$here/$folder" --no-builtin-rules >/dev/null 2>&1 || failed=1
done
count=0
for rule in "$here"/refused/*.yml; do
  expected=$(sed -n '1s/^# refused: //p' "$rule")
  # file:line:column: error: text [code]  becomes  code line N, several joined by a comma
  found=$("$program" rules check "$rule" --no-builtin-rules --placeholders "$here/refused/known.placeholders" 2>&1 |
    sed -n 's/^.*\.yml:\([0-9]*\):[0-9]*: error: .*\[\([a-z-]*\)\]$/\2 line \1/p' | paste -s -d , - | sed 's/,/, /g')
  count=$((count + 1))
  if [ -z "$expected" ] || [ "$found" != "$expected" ]; then
    echo "$rule: expected $expected, found $found"
    failed=1
  fi
done
echo "refused: $count rules"
exit $failed
