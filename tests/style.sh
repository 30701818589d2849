#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The style that a machine can hold: every source is laid out as clang-format 14 has it (.clang-format), and clang-tidy 14
# finds nothing (.clang-tidy). Headers are most of what the latter reads, so it takes sources of the same flags together,
# and by default only those that have changed: tests/tidy.sh.
#   bash tests/style.sh [--since COMMIT | --all] [--minutes N] [BUILD_FOLDER]
# --since    the commit to compare with; default: where the branch left origin/main, or the commit before this one
# --minutes  starts no further sources after this time and tells how many are left; default: no limit
# BUILD_FOLDER holds compile_commands.json and the generated headers of a finished build; default: build/ci
set -euo pipefail
cd "$(dirname "$0")/.."
since= minutes=0 build=build/ci
while [ $# -gt 0 ]; do
    case $1 in
    --all) since=all ;;
    --since) since=$2; shift ;;
    --minutes) minutes=$2; shift ;;
    *) build=$1 ;;
    esac
    shift
done

git() { command git -c safe.directory="$PWD" "$@"; } # a container may own nothing of the clone
git rev-parse --verify --quiet HEAD > /dev/null || { echo "This is no clone: which files are sources is not known." >&2; exit 2; }

git ls-files -z '*.cpp' '*.h' | xargs -0 -P "$(nproc)" -n 50 clang-format-14 --dry-run -Werror ||
    { echo "clang-format-14 -i lays these files out." >&2; exit 1; }
echo "clang-format: every source is laid out"

# The commit to compare with, or nothing in a clone that has no earlier one.
earlier() {
    local fork
    fork=$(git merge-base HEAD origin/main 2> /dev/null || true)
    if [ -n "$fork" ] && [ "$fork" != "$(git rev-parse HEAD)" ]; then echo "$fork"; return; fi
    git rev-parse --quiet --verify HEAD~1 || true
}
[ -n "$since" ] || since=$(earlier)
if [ -z "$since" ]; then
    echo "clang-tidy: this clone has no earlier commit to compare with, so no file was checked; --all checks every one"
    exit 0
fi

# A header is checked with the source of its name. Layout alone is no change: it was checked above.
changed() {
    if [ "$since" = all ]; then git ls-files 'core/*.cpp' 'widgets/*.cpp' 'app/*.cpp'; return; fi
    git diff -w --ignore-blank-lines --numstat --diff-filter=d "$since" -- 'core/*.cpp' 'core/*.h' 'widgets/*.cpp' \
        'widgets/*.h' 'app/*.cpp' 'app/*.h' | awk '$1 + $2 > 0 {print $3}' | sed 's/\.h$/.cpp/' | sort -u |
        while read -r file; do if [ -f "$file" ]; then echo "$file"; fi; done
}
deadline=0
if [ "$minutes" -gt 0 ]; then deadline=$(($(date +%s) + 60 * minutes)); fi
changed | bash tests/tidy.sh "$build" "$deadline"
