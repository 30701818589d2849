#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the Debian package and the archive of the programs, LibTorch, Apache Arrow and the ready-made experiments, in build/packages.
# Builds first what is not built yet. LAPIDARY_PRESET chooses another preset than release.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
preset=${LAPIDARY_PRESET:-release}
packages=$root/build/packages

install_packages "${build_packages[@]}" "${package_packages[@]}"
find_torch
find_arrow
# The libraries of a build for CUDA are spread over many packages of some GB.
[ ! -e "$Torch_DIR/../../../lib/libtorch_cuda.so" ] ||
    die "LibTorch in $Torch_DIR is a CUDA build, and a package holds a CPU build: unpack a CPU LibTorch 2.13 and name its folder share/cmake/Torch in Torch_DIR"
flags=(-DTorch_DIR="$Torch_DIR")
[ -e "$root/build/$preset/CMakeCache.txt" ] || flags+=(-DLAPIDARY_TESTS=OFF)
build_targets=(manuals)
build "$preset" "${flags[@]}"

say "Packing"
desktop-file-validate "$root"/installer/desktop/*.desktop || die "the desktop entry is not valid"
appstreamcli validate --no-net "$root"/installer/desktop/*.metainfo.xml || die "the AppStream metadata is not valid"
rm -rf "$packages"
(cd "$root/build/$preset" && cpack --config CPackConfig.cmake) >"$root/build/package.log" 2>&1 || {
    tail -n 30 "$root/build/package.log" >&2
    die "the packages could not be made; the whole output is in build/package.log"
}
rm -rf "$packages/_CPack_Packages"
say "The packages"
(cd "$packages" && ls -sh1 -- *.deb *.tar.gz)
echo "To install:  apt install $(ls "$packages"/*.deb)"
