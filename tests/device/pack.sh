#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# pack.sh FILE.tar.xz: what the engine is built with besides LibTorch, from the packages installed here, for a machine
# that can fetch nothing. Headers, libraries with all that they load, files of CMake and pkg-config: about 10 MB.
set -euo pipefail
[ $# = 1 ] || { sed -n 3,4p "$0"; exit 2; }
out=$(realpath -m "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
list=$(mktemp)
trap 'rm -f "$list"' EXIT

wanted=(nlohmann-json3-dev libcli11-dev libsqlite3-dev libsqlitecpp-dev libspdlog-dev libfmt-dev libexpected-dev
    libpcre2-dev libutf8proc-dev libcld2-dev libxxhash-dev libtomlplusplus-dev libyaml-cpp-dev zlib1g-dev libarchive-dev libsimdjson-dev doctest-dev
    libcurl4-openssl-dev libsecret-1-dev libssl-dev)
declare -A seen=()

# A package, and the development packages that it needs; the compiler and its libraries are there already.
add() {
    [ -n "${seen[$1]:-}" ] && return
    seen[$1]=1
    dpkg-query -L "$1" 2>/dev/null >>"$list" || return 0
    local need
    for need in $(dpkg-query -W -f '${Depends}' "$1" | tr ',|' '\n\n' | sed 's/[:(].*//; s/ //g'); do
        case $need in
        libc6-dev | libc-dev | linux-libc-dev | libstdc++-*-dev | libgcc-*-dev) ;;
        *-dev) add "$need" ;;
        esac
    done
}
for package in "${wanted[@]}"; do
    dpkg-query -W "$package" >/dev/null || { echo "pack.sh: $package is not installed" >&2; exit 1; }
    add "$package"
done

# Of Boost only what our sources read: all of it would be ten times the rest.
g++ -std=c++20 -M -I "$root" "$root"/core/stats/*.cpp "$root"/core/workbench/data/row_watch.cpp | tr ' \\' '\n\n' | grep '^/usr/include/boost/' >>"$list"
dpkg-query -L libboost1.81-dev | grep -E '/cmake/(Boost-|boost_headers-|BoostDetect)|boost/version.hpp' >>"$list"
command -v pkg-config pkgconf >>"$list" || true

kept=$(mktemp)
trap 'rm -f "$list" "$kept"' EXIT
grep -E '^/usr/(include|lib|share/cmake|share/pkgconfig|bin/pkg-?conf)' "$list" |
    awk '!/\/(python3|girepository)/ && (!/\.a$/ || /SQLiteCpp/)' | # of all others there is a shared library
    while read -r file; do [ -d "$file" ] && [ ! -L "$file" ] || echo "$file"; done >"$kept"
# What these libraries and programs load, under the names by which it is asked for.
grep -E '\.so[.0-9]*$|/bin/' "$kept" | xargs -r readlink -f | sort -u | xargs -r ldd 2>/dev/null | awk '$2 == "=>" { print $3 }' |
    grep -vE '/(libc|libm|libdl|librt|libpthread|libresolv|libgcc_s|libstdc\+\+)\.so' >>"$kept"
# Links travel with what they lead to.
while read -r file; do
    while [ -L "$file" ]; do
        echo "$file"
        file=$(cd "$(dirname "$file")" && realpath -s "$(readlink "$file")")
    done
    echo "$file"
done <"$kept" | sort -u >"$list"
sed 's,^/lib/,/usr/lib/,; s,^/,,' "$list" | sort -u | XZ_OPT=-3 tar -C / -cJf "$out" --no-recursion --files-from -
echo "$(wc -l <"$list") files, $(du -m "$out" | cut -f1) MiB: $out"
