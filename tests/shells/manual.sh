#!/usr/bin/env bash
# manual.sh PROGRAM : the manual page as troff and man read it, without one warning.
set -euo pipefail
program=$1
command -v groff >/dev/null || { echo "skipped: no groff here"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
page="$folder/schannel-doctor.1"
"$program" man >"$page"
groff -man -ww -z "$page" 2>"$folder/words" || true
if command -v man >/dev/null; then  # as lintian asks it
  LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings=all -E UTF-8 -l -Tutf8 -Z "$page" >/dev/null 2>>"$folder/words" || true
fi
if [ -s "$folder/words" ]; then
  cat "$folder/words"
  exit 1
fi
# And it can be read: a heading, an option, an example.
text=$(groff -man -Tascii -P-cbou "$page")
for part in "EXIT STATUS" "--fail-on VERDICT" 'schannel-doctor explain "36888 alert=40 state=1205"' 'C:\logs'; do
  grep -qF -- "$part" <<<"$text" || { echo "the page does not show: $part"; exit 1; }
done
echo "manual page: $(wc -l <<<"$text") lines, no warning"
