#!/usr/bin/env bash
# Whole-program tests. Each folder here is one: `cmd` (a shell fragment that calls schannel-doctor), and what it must give: `out`, `err`
# and `code`. Runs in the top folder, in UTC and without colours; version, rules fingerprint and the temporary folder are replaced by
# placeholders.
#   run.sh PROGRAM             run all, print what differs
#   run.sh PROGRAM --update    write what the program prints now as the expectation: then read `git diff`
#   run.sh PROGRAM NAME...     these only
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
shift
update=no
if [ "${1:-}" = "--update" ]; then
  update=yes
  shift
fi
cd "$here/../.."
export TZ=UTC LC_ALL=C.UTF-8 NO_COLOR=1
bin=$(mktemp -d)
trap 'chmod -R u+rwx "$bin" 2>/dev/null; rm -rf "$bin"' EXIT
chmod 755 "$bin"
ln -s "$program" "$bin/schannel-doctor"
export PATH="$bin:$PATH"

normalise() {
  sed -E -e 's/"version": "[0-9.]+"/"version": "VERSION"/' -e 's/schannel-doctor [0-9]+\.[0-9]+\.[0-9]+/schannel-doctor VERSION/' \
    -e 's/"rules_fingerprint": "[0-9a-f]{16}"/"rules_fingerprint": "FINGERPRINT"/' -e 's/rules [0-9a-f]{16}/rules FINGERPRINT/' \
    -e "s#$bin/work#WORK#g"
}

passed=0 failed=0
names=("$@")
[ "${#names[@]}" -gt 0 ] || names=($(cd "$here" && ls -d */ | tr -d /))
for name in "${names[@]}"; do
  case="$here/$name"
  mkdir -p "$bin/work"
  export WORK="$bin/work"
  timeout 120 bash "$case/cmd" >"$bin/out" 2>"$bin/err" </dev/null
  echo $? >"$bin/code"
  chmod -R u+rwx "$bin/work" 2>/dev/null
  rm -rf "$bin/work"
  bad=no
  for part in out err code; do
    normalise <"$bin/$part" >"$bin/$part.now"
    [ "$update" = yes ] && cp "$bin/$part.now" "$case/$part"
    if ! diff -u --label "$name/$part (expected)" --label "$name/$part (now)" "$case/$part" "$bin/$part.now"; then bad=yes; fi
  done
  if [ "$bad" = yes ]; then failed=$((failed + 1)); else passed=$((passed + 1)); fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
