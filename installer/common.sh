# SPDX-License-Identifier: Apache-2.0
# What the scripts share: packages, LibTorch, the build. Sourced, not run. Every step can be repeated.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\n== %s\n' "$*"; }
die() {
    printf '\nerror: %s\n' "$*" >&2
    exit 1
}

build_packages=(
    clang-14 lld-14 g++ cmake ninja-build pkg-config ccache git ca-certificates
    qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl1-mesa-dev
    libqcustomplot-dev libqcustomplot2.1-qt6 fonts-dejavu-core qt6-translations-l10n
    nlohmann-json3-dev libcli11-dev libsqlite3-dev libsqlitecpp-dev libspdlog-dev libfmt-dev libexpected-dev
    libpcre2-dev libutf8proc-dev libcld2-dev libxxhash-dev libtomlplusplus-dev libyaml-cpp-dev libboost1.81-dev zlib1g-dev libarchive-dev libsimdjson-dev doctest-dev
    libcurl4-openssl-dev libsecret-1-dev libssl-dev libginac-dev libz3-dev
    python3-venv python3-pip
)
test_packages=(xvfb xauth openbox xdotool fonts-wqy-microhei clang-format-14 clang-tidy-14 desktop-file-utils appstream)
package_packages=(dpkg-dev file binutils desktop-file-utils appstream)

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "installing packages needs root: run this script as root, or install sudo"
    fi
}

# Installs what is missing of the named packages.
install_packages() {
    command -v apt-get >/dev/null || die "this script knows Debian 12 and its relatives; elsewhere install the packages named in ${BASH_SOURCE[0]} and call CMake yourself"
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    as_root apt-get update -qq || die "the package lists could not be fetched; look at the network and /etc/apt/sources.list"
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        die "the packages could not be installed; run 'apt-get install ${missing[*]}' to see why"
}

torch_config() { compgen -G "$1/lib/python3.*/site-packages/torch/share/cmake/Torch" || true; }

# Sets Torch_DIR: a given one first (a CUDA build of your own, say), else the wheel in a virtual environment of the project.
find_torch() {
    if [ -n "${Torch_DIR:-}" ]; then
        [ -e "$Torch_DIR/TorchConfig.cmake" ] || die "Torch_DIR=$Torch_DIR holds no TorchConfig.cmake; name the folder share/cmake/Torch of a LibTorch 2.13"
        say "LibTorch is the given one: $Torch_DIR"
        return
    fi
    local venv=$root/.venv
    if [ -z "$(torch_config "$venv")" ]; then
        say "Installing LibTorch (the PyTorch wheel, 2.13.0) into .venv"
        local python=/usr/bin/python3
        [ -x "$python" ] || python=python3
        "$python" -m venv "$venv" || die "the virtual environment .venv could not be made; is python3-venv installed?"
        "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps torch==2.13.0 ||
            die "LibTorch could not be installed; look at the network, or set Torch_DIR to a LibTorch 2.13 of yours"
        # A CUDA build of the wheel links libraries that come as packages of their own.
        if ! grep -q "+cpu" "$venv"/lib/python3.*/site-packages/torch/version.py; then
            say "This is a CUDA build of LibTorch: installing the NVIDIA libraries that it links"
            "$venv/bin/pip" install --quiet --disable-pip-version-check torch==2.13.0 ||
                die "the NVIDIA libraries could not be installed; for a CPU build unpack a CPU LibTorch 2.13 and set Torch_DIR"
        fi
    fi
    Torch_DIR=$(torch_config "$venv" | head -n 1)
    export Torch_DIR
}

# Apache Arrow reads Parquet; the wheel brings its headers and libraries. CMake finds it in .venv, beside LibTorch, or where
# LAPIDARY_PYARROW says. Without it the build goes on, and Parquet files are not imported.
find_arrow() {
    local venv=$root/.venv
    [ -n "${LAPIDARY_PYARROW:-}" ] && return
    compgen -G "$venv/lib/python3.*/site-packages/pyarrow/libparquet.so.*" >/dev/null && return
    say "Installing Apache Arrow (the pyarrow wheel, 26.0.1) into .venv"
    [ -x "$venv/bin/pip" ] || /usr/bin/python3 -m venv "$venv" || return 0
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps pyarrow==26.0.1 ||
        say "Apache Arrow could not be installed: this build will not import Parquet files"
}

# build PRESET [CMake arguments]: configures and builds the preset: everything, or the targets in build_targets.
build_targets=(all)
build() {
    local preset=$1
    shift
    say "Building (preset $preset)"
    cd "$root"
    local compiler=() fresh=() cache=build/$preset/CMakeCache.txt
    # Clang keeps what templates of a precompiled header become; GCC makes them again in every file, in three times the time.
    if [ -z "${CXX:-}" ] && command -v clang++-14 >/dev/null && command -v ld.lld-14 >/dev/null; then
        compiler=(-DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld-14)
        if [ -e "$cache" ] && ! grep -q '^CMAKE_CXX_COMPILER:.*clang++-14$' "$cache"; then fresh=(--fresh); fi
    fi
    cmake --preset "$preset" "${fresh[@]}" "${compiler[@]}" ${LAPIDARY_PYARROW:+-DLAPIDARY_PYARROW="$LAPIDARY_PYARROW"} "$@" >"$root/build/configure-$preset.log" 2>&1 || {
        tail -n 30 "$root/build/configure-$preset.log" >&2
        die "CMake could not configure; the whole output is in build/configure-$preset.log"
    }
    # An engine file takes up to 2.5 GB while it compiles.
    local jobs memory
    memory=$(awk '/MemAvailable/ {print int($2 / 2500000)}' /proc/meminfo)
    jobs=$(nproc)
    if [ "$memory" -lt "$jobs" ]; then jobs=$((memory > 0 ? memory : 1)); fi
    cmake --build --preset "$preset" --parallel "$jobs" --target "${build_targets[@]}" || die "the build failed; the first error stands above"
}

mkdir -p "$root/build"
