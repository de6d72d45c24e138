#!/bin/sh
# nightly.sh DIR: reads what is new in DIR/notices into DIR/taizhang.db, keeps a whole copy for each day of
# the week in DIR/backup, and lists what is late in DIR/late.txt. Exit code: that of the reading, or of what failed.
set -u
dir=$1
TAIZHANG_DB=$dir/taizhang.db
export TAIZHANG_DB
mkdir -p "$dir/backup"

taizhang ingest "$dir/notices" >>"$dir/nightly.log" 2>&1
read=$? # 1: some sources failed, and the rest is read; they are among the findings
[ "$read" -le 1 ] || exit "$read"
taizhang backup "$dir/backup/$(date +%u).db" >>"$dir/nightly.log" 2>&1 || exit
[ -z "$(taizhang rounds --json 2>>"$dir/nightly.log")" ] ||
	taizhang remind --within 14 >"$dir/late.txt" 2>>"$dir/nightly.log" || exit
exit "$read"
