#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The engine's suite under what other processors and other libraries' choices would make of it: each code path of LibTorch,
# oneDNN and MKL that this machine can take, and a machine that is busy with something else. One line for each; fails when one does.
#   bash tests/settings.sh [BUILD_FOLDER]        (default: build/ci)
set -u
cd "$(dirname "$0")/.."
bin=$(realpath "${1:-build/ci}")/bin
tests="test_engine test_contract"
log=$(mktemp -d)
busy=()
trap 'kill "${busy[@]}" 2> /dev/null; rm -rf "$log"' EXIT
for test in $tests; do [ -x "$bin/$test" ] || { echo "There is no $bin/$test: build it first." >&2; exit 2; }; done

failed=0
# under NAME VARIABLE=VALUE...: runs the suite with these variables and prints its line
under() {
    local name=$1 start=$SECONDS word=passes sums="" test
    shift
    for test in $tests; do
        env OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive "$@" "$bin/$test" > "$log/$test" 2>&1 || word=FAILS
        sums+="  $test: $(sed -n 's/^\[doctest\] test cases: *\([0-9]*\) *| *\([0-9]*\) passed.*/\2 of \1/p' "$log/$test")"
    done
    printf '%-28s %s%s  (%d s)\n' "$name" "$word" "$sums" $((SECONDS - start))
    [ $word = passes ] && return
    failed=1
    grep -hE 'ERROR:|CHECK.*is NOT correct|^  values:|^TEST CASE:' "$log"/test_* | head -20
}

under "as it is"
for path in default avx2 avx512; do
    flag=${path/avx512/avx512f}
    if [ $path != default ] && ! grep -qw "$flag" /proc/cpuinfo; then
        printf '%-28s left out: this processor has no %s\n' "ATEN_CPU_CAPABILITY=$path" "$flag"
    else
        under "ATEN_CPU_CAPABILITY=$path" ATEN_CPU_CAPABILITY=$path
    fi
done
under ONEDNN_MAX_CPU_ISA=AVX2 ONEDNN_MAX_CPU_ISA=AVX2
under LAPIDARY_KERNELS=plain LAPIDARY_KERNELS=plain
under LAPIDARY_KERNELS=avx2 LAPIDARY_KERNELS=avx2
under MKL_CBWR=COMPATIBLE MKL_CBWR=COMPATIBLE
for _ in 1 2; do
    (while :; do :; done) &
    busy+=($!)
done
under "beside two busy loops"
exit $failed
