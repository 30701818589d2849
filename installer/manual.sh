#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Writes the man page of a program from what it says by --help, its subcommands' too.
#     bash installer/manual.sh PROGRAM VERSION SUMMARY PAGE.1.gz
set -euo pipefail
program=$1 version=$2 summary=$3 page=$4
name=$(basename "$program")
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen XDG_CONFIG_HOME=/nonexistent # English, whoever builds

# What "name words --help" says; the window writes the path that it was started by.
help() { "$program" "$@" --help | sed "s|$program|$name|g"; }

# The names behind "Subcommands:".
subcommands() { awk '/^Subcommands:/ {on = 1; next} /^$/ {on = 0} on && /^  [a-z]/ {print $1}'; }

# Help as roff: a word at the margin that ends in a colon is a heading, two blanks before a text begin an entry, whose
# explanation stands behind two more or, indented further, on the next lines.
roff() {
    awk '
        function plain(text) {
            gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text)
            return text ~ /^[.\x27]/ ? "\\&" text : text
        }
        /^Usage: / { print ".PP\n.B " plain(substr($0, 8)) "\n.PP"; next }
        /^[A-Z][A-Za-z]*:$/ { print ".PP\n.B " plain($0); next }
        /^$/ { print ".PP"; next }
        /^  [^ ]/ {
            text = substr($0, 3)
            at = match(text, /  +[^ ]/)
            print ".TP\n.B " plain(at ? substr(text, 1, at - 1) : text)
            listed = 1
            if (at) { text = substr(text, at); sub(/^ +/, "", text); print plain(text) }
            next
        }
        /^[^ ]/ && listed { print ".PP" }
        { listed = /^ /; sub(/^ +/, ""); print plain($0) }'
}

# section WORDS: the help of a subcommand and of those in it.
section() {
    local text word
    text=$(help "$@")
    printf '.SS %s\n' "$name $*" | sed 's/-/\\-/g'
    roff <<<"$text"
    for word in $(subcommands <<<"$text"); do section "$@" "$word"; done
}

mkdir -p "$(dirname "$page")"
{
    printf '.TH %s 1 "" "Lapidary %s" "Lapidary"\n.nh\n.ad l\n' "$(printf %s "$name" | tr a-z A-Z)" "$version"
    printf '.SH NAME\n%s \\- %s\n.SH DESCRIPTION\n' "$(printf %s "$name" | sed 's/-/\\-/g')" "$summary"
    help | roff
    words=$(help | subcommands)
    [ -z "$words" ] || printf '.SH SUBCOMMANDS\n'
    for word in $words; do section "$word"; done
    printf '.SH SEE ALSO\n'
    printf '%s\n' lapidary lapidary-cli lapidary-worker lapidary-symbolic lapidary-parquet | grep -vx "$name" |
        sed 's/-/\\-/g; s/.*/.BR & (1)/; $!s/$/,/'
} > "$page.new"
gzip -9n < "$page.new" > "$page"
rm "$page.new"
