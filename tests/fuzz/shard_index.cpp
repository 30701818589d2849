// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/safetensors.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// A shard that is believed is a plain name in the folder.
void shard_index(std::string_view bytes) {
    const auto files = parseShardIndex(bytes, "x");
    if (!files) return promise(!files.error().code.empty() && describe(files.error()).starts_with("x"));
    promise(!files->empty());
    for (const auto &[tensor, file] : *files)
        promise(!file.empty() && fs::path(file).filename() == file && file != ".." &&
                fs::path("folder/" + file).lexically_normal().parent_path() == "folder");
}

} // namespace lapidary::fuzz
