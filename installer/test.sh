#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what the tests need, builds, and runs every test. LAPIDARY_PRESET chooses the preset: release, or ci, where
# warnings are errors.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
preset=${LAPIDARY_PRESET:-release}

install_packages "${build_packages[@]}" "${test_packages[@]}"
find_torch
find_arrow
build "$preset" -DTorch_DIR="$Torch_DIR" -DLAPIDARY_TESTS=ON

say "Testing" # one more at a time than there are cores: tests of the window wait for a part of their time
ctest --test-dir "$root/build/$preset" --output-on-failure --parallel "$(($(nproc) + 1))" --no-tests=error || die "some tests failed; their output stands above"
say "All tests passed"
