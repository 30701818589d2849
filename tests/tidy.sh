#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs clang-tidy 14 over the sources that its input names, up to 12 of the same flags read as one, so that the headers
# that they share are read once. All that it finds names the lines of the sources.
#   bash tests/tidy.sh BUILD_FOLDER DEADLINE < FILES
# BUILD_FOLDER holds compile_commands.json and the generated headers of a finished build
# DEADLINE     starts no further sources after this time (seconds, as date +%s has them; 0: never) and says how many are left
set -euo pipefail
build=$1 deadline=$2
[ -f "$build/compile_commands.json" ] || { echo "There is no $build/compile_commands.json: build it first." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/files"

# N.todo names the sources of a group, N.cpp will hold them, and compile_commands.json has its flags. Where GCC takes a
# precompiled header, clang would stumble over it, and reads a copy of the header that lies alone.
awk -v work="$work" -v root="$PWD/" '
    BEGIN { while ((getline file < (work "/files")) > 0) wanted[root file] = 1 }
    /"directory": / { folder = $0 }
    /"command": / {
        gsub(/ -Winvalid-pch| -o .*/, "")
        if (!/ -include-pch / && match($0, /[^ ]*\/cmake_pch\.hxx/)) {
            header = substr($0, RSTART, RLENGTH)
            if (!(header in copy)) system("cp " header " " (copy[header] = work "/" ++copies ".hxx"))
            $0 = substr($0, 1, RSTART - 1) copy[header] substr($0, RSTART + RLENGTH)
        }
        flags = $0
    }
    /"file": / {
        gsub(/^ *"file": "|",?$/, "")
        if (!($0 in wanted)) next
        delete wanted[$0]
        if (size[flags]++ % 12 == 0) {
            group[flags] = work "/" ++groups
            printf "%s{%s\n%s -c %s.cpp\",\n", groups == 1 ? "[" : ",", folder, flags, group[flags]
            printf "\"file\": \"%s.cpp\"}\n", group[flags]
        }
        print substr($0, length(root) + 1) > (group[flags] ".todo")
    }
    END {
        print groups ? "]" : "[]"
        for (file in wanted) print file > (work "/unbuilt")
    }' "$build/compile_commands.json" > "$work/compile_commands.json"
[ ! -f "$work/unbuilt" ] || { echo "$build says not how these are compiled:" >&2; cat "$work/unbuilt" >&2; exit 2; }

# Reads the sources of GROUP as one file; what clang-tidy tells of it names the lines of the sources.
look() {
    local group=$1 found=0
    while read -r file; do echo "//@ $file"; cat "$file"; done < "$group.todo" > "$group.cpp"
    clang-tidy-14 -p "${group%/*}" --quiet --config-file=.clang-tidy --warnings-as-errors='*' --extra-arg=-ferror-limit=0 \
        --extra-arg=-Wno-unknown-warning-option --extra-arg=-Qunused-arguments "${@:2}" "$group.cpp" \
        > "$group.log" 2>&1 || found=1
    awk -v name="$group.cpp:" '
        FNR == NR { if (/^\/\/@ /) { file = substr($0, 5); first = FNR } line[FNR] = file ":" FNR - first; next }
        {
            while (at = index($0, name)) {
                rest = substr($0, at + length(name))
                $0 = substr($0, 1, at - 1) line[rest + 0] substr(rest, length(rest + 0) + 1)
            }
            print
        }' "$group.cpp" "$group.log"
    return $found
}
# Checks the sources of GROUP. One that gives a name another meaning than an earlier one does waits for the next turn.
tidy() {
    local group=$1 found=0
    while [ -s "$group.todo" ]; do
        if [ "$2" -gt 0 ] && [ "$(date +%s)" -ge "$2" ]; then cat "$group.todo" >> "${group%/*}/left"; break; fi
        : > "$group.later"
        until look "$group" --checks='-*,bugprone-suspicious-include' > "$group.said" || [ "$(wc -l < "$group.todo")" = 1 ]; do
            sed -n 's/:[0-9]*:[0-9]*: error: .*//p' "$group.said" > "$group.wrong"
            tail -n +2 "$group.todo" > "$group.others"
            grep -xFf "$group.wrong" "$group.others" > "$group.wait" || cp "$group.others" "$group.wait"
            cat "$group.wait" >> "$group.later"
            grep -vxFf "$group.wait" "$group.todo" > "$group.stay"
            mv "$group.stay" "$group.todo"
        done
        look "$group" > "$group.said" || { cat "$group.said"; found=1; }
        mv "$group.later" "$group.todo"
    done
    return $found
}
export -f look tidy
find "$work" -name '*.todo' | sed 's/\.todo$//' | sort -V | xargs -r -P "$(nproc)" -I{} bash -c 'tidy "$@"' tidy {} "$deadline" ||
    { echo "clang-tidy finds the faults above." >&2; exit 1; }
left=0
if [ -f "$work/left" ]; then left=$(wc -l < "$work/left"); fi
say="clang-tidy: finds nothing in $(($(wc -l < "$work/files") - left)) files"
if [ "$left" -gt 0 ]; then say+="; the time was over before $left more"; fi
echo "$say"
