#!/usr/bin/env bash
# Feeds random inputs to what reads what others wrote or typed, each target for so many seconds (600 unless told),
# and stops at the first one that breaks what must hold (Fuzzing/Properties):
#
#   Fuzzing/run.sh [SECONDS] [documents] [queries] [keys] [explorer]
#
# What is found stands in .build-fuzzing/findings; make it small with -minimize_crash=1, mend it, and keep it as
# a seed: every test run asks the seeds again. Inputs that reach something new are kept in .build-fuzzing/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=600
if [[ ${1-} =~ ^[0-9]+$ ]]; then
  seconds=$1
  shift
fi
targets=("$@")
if [ ${#targets[@]} = 0 ]; then targets=(documents queries keys explorer); fi
for target in "${targets[@]}"; do
  if [ ! -f "Fuzzing/seeds/$target.dict" ]; then
    echo "$0: '$target' is no target; expected documents, queries, keys or explorer" >&2
    exit 2
  fi
done

# The longest input of each, in bytes: a whole atlas takes 6 kB; each byte of a query is matched with each of a line
# by the slow way, and each of a walk draws a screen.
declare -A longest=([documents]=8192 [queries]=384 [keys]=1024 [explorer]=128)

folder=.build-fuzzing
for target in "${targets[@]}"; do
  FUZZING=1 swift build -c release --sanitize=address --scratch-path "$folder" \
    --product "Fuzz${target^}" 2>&1 | tail -n 20
done

mkdir -p "$folder/findings"
for target in "${targets[@]}"; do
  echo "== $target"
  mkdir -p "$folder/corpus/$target"
  log="$folder/$target.log"
  # Without its own crash reporter Swift traps at once, and libFuzzer tells the input.
  if ! SWIFT_BACKTRACE=enable=no nice "$folder/release/Fuzz${target^}" \
    -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 -max_len="${longest[$target]}" -print_final_stats=1 \
    -dict="Fuzzing/seeds/$target.dict" -artifact_prefix="$folder/findings/$target-" \
    "$folder/corpus/$target" "Fuzzing/seeds/$target" </dev/null >"$log" 2>&1; then
    grep -E 'Fatal error|ERROR|SUMMARY|Test unit written' "$log" || tail -n 20 "$log"
    echo "$0: $target breaks at the input named above; the whole log is $log" >&2
    exit 1
  fi
  grep -E 'number_of_executed_units|average_exec_per_sec|peak_rss_mb' "$log"
done
