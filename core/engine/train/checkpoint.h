// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/engine/tensor/named_tensor.h"
#include <optional>

namespace lapidary {

/// Everything that a run needs to go on as if it had not been interrupted. Written as
///   checkpoints/<step>/model.safetensors, optimizer.safetensors, manifest.json (with the hash of each file)
/// and algorithm.safetensors where the algorithm keeps tensors,
/// into a hidden folder that is renamed when every byte is on disk: a checkpoint is whole or absent. No pickle
/// anywhere.
struct Checkpoint {
    std::int64_t step = 0;
    /// Of every trained network: names of others than the policy begin with "<port>/". `algorithm`: what it keeps
    /// itself.
    NamedTensors weights{}, optimizer{}, algorithm{};
    Json state = Json::object(); ///< algorithm's state, tokens seen, hash of the resolved config
    bool between = false;        ///< kept since time had passed: the next one of any kind takes its place
};

/// Of older ones the newest stay, `keep` with this one; one that was kept between two steps never stays, so that a run
/// takes the room of `keep` checkpoints and one more at most.
Status saveCheckpoint(const fs::path &runFolder, const Checkpoint &checkpoint, std::int64_t keep);

struct FoundCheckpoint {
    std::optional<Checkpoint> checkpoint{};
    std::vector<Sentence> damaged{}; ///< newer ones that were passed over, and why
};

/// The newest checkpoint whose manifest and hashes hold.
FoundCheckpoint loadNewestCheckpoint(const fs::path &runFolder);

} // namespace lapidary
