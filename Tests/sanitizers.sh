#!/usr/bin/env bash
# Runs the tests under the address and the thread sanitizer, and the program that they drive with them:
#
#   Tests/sanitizers.sh [--build] [address] [thread] [-- OPTIONS]
#   Tests/sanitizers.sh --left-out
#
# OPTIONS are those of swift test, such as --filter TerminalTests; with --build everything is built and nothing run.
# With --left-out the tests are named, as a pattern, that no sanitizer can run.
# Fails where a test fails or a sanitizer has something to say, also of a program that a test has started.
set -euo pipefail
cd "$(dirname "$0")/.."

# Promises about little memory, and about files that may not grow, cannot be kept by a program that has all of its
# memory watched, and mapped from files.
left_out='with little of everything|takes no more memory|may not grow is told'
if [ "${1-}" = --left-out ]; then
  echo "$left_out"
  exit
fi

sanitizers=()
is_build=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  case $1 in
    address | thread) sanitizers+=("$1") ;;
    --build) is_build=1 ;;
    *)
      echo "$0: '$1' is no sanitizer; expected address or thread, or --build" >&2
      exit 2
      ;;
  esac
  shift
done
if [ "${1-}" = -- ]; then shift; fi
if [ ${#sanitizers[@]} = 0 ]; then sanitizers=(address thread); fi

for sanitizer in "${sanitizers[@]}"; do
  echo "== $sanitizer"
  folder=.build-$sanitizer
  # Optimised, since watched code is slow, and linked by lld, since gold cannot.
  settings=(-c release -Xswiftc -enable-testing --sanitize="$sanitizer" --scratch-path "$folder" -Xswiftc -use-ld=lld)
  swift build --build-tests "${settings[@]}"
  if [ -n "$is_build" ]; then continue; fi
  reports=$PWD/$folder/reports
  rm -rf "$reports"
  mkdir -p "$reports"
  # What is still there at the end is no leak: the program ends by exit, and ncurses keeps its screen. Signals that
  # tests send are for the program's own guard.
  options="log_path=$reports/report:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0"
  # What Swift's own crash reporter reads of our memory is its affair.
  echo 'interceptor_via_fun:memserver_read' >"$folder/suppressions"
  asan="$options:detect_leaks=0:quarantine_size_mb=4:suppressions=$PWD/$folder/suppressions"
  # A crash of ours ends in the thread sanitizer's own handlers, which are not made for it.
  without=$left_out
  if [ "$sanitizer" = thread ]; then without+='|CrashPromiseTests|a crash gives the terminal back'; fi
  # Without Swift's own crash reporter, which waits for a key.
  ASAN_OPTIONS="$asan" TSAN_OPTIONS="$options" SWIFT_BACKTRACE=enable=no \
    swift test "${settings[@]}" --disable-xctest --skip-build --skip "$without" "$@" </dev/null
  if [ -n "$(ls "$reports")" ]; then
    head -n 40 "$reports"/*
    echo "$0: the $sanitizer sanitizer has found the above; all of it is in $reports" >&2
    exit 1
  fi
done
