#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# run.sh [--packages FILE] [--device cuda|cpu] [--out FOLDER] [--minutes N] [--bin FOLDER] [--quick]
# Builds worker, engine tests and bench without Qt against the PyTorch of `python3`, runs the tests and the benches on
# the device, and leaves figures and logs in FOLDER. See README.md.
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
packages= device=cuda out=$root/build/device-out minutes=9 bin= quick=
while [ $# -gt 0 ]; do
    case $1 in
    --quick) quick=1; shift ;;
    --packages | --device | --out | --minutes | --bin)
        [ $# -gt 1 ] || { sed -n 3,5p "$0"; exit 2; }
        declare "${1#--}=$2"; shift 2 ;;
    *) sed -n 3,5p "$0"; exit 2 ;;
    esac
done
mkdir -p "$out"
build=$root/build/device failed=0
[ -n "$bin" ] && bin=$(realpath "$bin")
exec > >(tee "$out/summary.txt") 2>&1

left() { echo $((minutes * 60 - SECONDS)); }
# step NAME MOST_SECONDS COMMAND…: says how long it took; its output lies in NAME.log.
step() {
    local name=$1 most=$2 begin=$SECONDS rc=0
    shift 2
    [ "$(left)" -lt "$most" ] && most=$(left)
    [ "$most" -gt 0 ] || { echo "$name: no time left"; failed=1; return 1; }
    timeout "$most" "$@" >"$out/$name.log" 2>&1 || rc=$?
    [ $rc = 0 ] || { failed=1; tail -n 15 "$out/$name.log"; }
    echo "$name: exit $rc after $((SECONDS - begin)) s"
    return $rc
}

# Unpacks what was carried along and lets CMake, pkg-config and the linker find it there.
use_packages() {
    local place=$build/packages
    mkdir -p "$place" && tar -xJf "$packages" -C "$place" || { echo "$packages cannot be unpacked"; exit 1; }
    local lib=$place/usr/lib/x86_64-linux-gnu
    export CMAKE_PREFIX_PATH=$place/usr PKG_CONFIG_SYSROOT_DIR=$place
    export PKG_CONFIG_PATH=$lib/pkgconfig:$place/usr/lib/pkgconfig:$place/usr/share/pkgconfig
    export LIBRARY_PATH=$lib CPLUS_INCLUDE_PATH=$place/usr/include:$place/usr/include/x86_64-linux-gnu
    export LD_LIBRARY_PATH=$lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    command -v pkg-config >/dev/null || export PATH=$PATH:$place/usr/bin
}

build_all() {
    local torch
    torch=$(python3 -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])') ||
        { echo "python3 has no PyTorch"; exit 1; }
    echo "PyTorch $(sed -n "s/^__version__ = '\(.*\)'/\1/p" "$torch/version.py") in $torch"
    [ -n "$packages" ] && use_packages
    step configure 60 cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE=-O2 \
        -DLAPIDARY_WINDOW=OFF -DTorch_DIR="$root/tests/device/torch" -DTORCH_ROOT="$torch" \
        -DCMAKE_LIBRARY_ARCHITECTURE=x86_64-linux-gnu || exit 1
    step build 330 ninja -C "$build" lapidary-worker test_engine test_device bench || exit 1
    bin=$build/bin
}

# figures SHAPE DTYPE ARGUMENTS…: one call of bench, whose lines are gathered.
figures() {
    local shape=$1 dtype=$2 name
    shift 2
    name=bench-$shape-$dtype-${1}
    step "$name" 90 "$bin/bench" "$@" --shape "$shape" --dtype "$dtype" --device "$device" --seconds 1
    grep '^{' "$out/$name.log" >>"$out/bench.jsonl" # those before a failure too
}

export LAPIDARY_DEVICE=$device OMP_WAIT_POLICY=passive
command -v nvidia-smi >/dev/null && nvidia-smi -L
[ -n "$bin" ] || build_all
rm -f "$out/bench.jsonl"
if [ -n "$quick" ]; then
    step device-tests 60 "$bin/test_device" -tc="*log-probabilities*"
    figures starter5m float32 roof decode --repetitions 1
    figures starter5m bfloat16 samples sft_lora --repetitions 1 --rows 4
else
    step device-tests 90 "$bin/test_device"
    # The engine's own tests, whose trainings and run folders take the device from LAPIDARY_DEVICE.
    step engine-tests 120 "$bin/test_engine"
    for shape in smol135 qwen05; do
        figures $shape bfloat16 roof decode prefill score
        figures $shape bfloat16 samples --rows 256
        figures $shape bfloat16 sft sft_lora dpo
        figures $shape float32 decode adamw load
    done
    figures smol135 bfloat16 ragged grpo
fi
echo "figures: $(wc -l <"$out/bench.jsonl" 2>/dev/null || echo 0) lines in $out/bench.jsonl; $SECONDS s in all"
exit $failed
