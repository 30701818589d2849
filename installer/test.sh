#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what the tests need, builds, and runs every test; then the torch-free part again under the address and
# undefined-behaviour sanitizers. LAPIDARY_PRESET chooses the preset (release; CI takes ci, where warnings are errors).
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
preset=${LAPIDARY_PRESET:-release}

install_packages "${build_packages[@]}" "${test_packages[@]}"
find_torch
build "$preset" -DTorch_DIR="$Torch_DIR" -DLAPIDARY_TESTS=ON
build asan

# Tests that mind the clock or the display run alone; the others share the cores.
run_tests() {
    say "Testing (preset $1)"
    ctest --test-dir "$root/build/$1" --output-on-failure --parallel "$(nproc)" --no-tests=error
}
failed=0
run_tests asan || failed=1
run_tests "$preset" || failed=1
[ $failed = 0 ] || die "some tests failed; their output stands above"
say "All tests passed"
