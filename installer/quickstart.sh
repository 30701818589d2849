#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From a bare Debian 12 to a finished experiment: packages, LibTorch, build, the starter experiment, its comparison, its
# report, and the window where there is a display. A second call does only what is left to do.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

install_packages "${build_packages[@]}"
find_torch
find_arrow
build release -DTorch_DIR="$Torch_DIR" -DLAPIDARY_TESTS=OFF
bin=$root/build/release/bin
project=$root/projects/starter

say "Running the starter experiment: base, SFT, DPO and GRPO, then search at test time"
"$bin/lapidary-cli" run "$project" || die "the experiment did not finish; call this script again to go on where it stopped"
say "The comparison"
"$bin/lapidary-cli" compare "$project"
"$bin/lapidary-cli" report "$project" --out "$root/report.html"
say "The report is in report.html"

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening the window on the result"
    exec "$bin/lapidary" "$project"
fi
echo "There is no display here. On a desktop: $bin/lapidary $project"
