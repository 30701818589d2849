// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary {

struct NamedShape {
    std::string name{};
    std::vector<std::int64_t> shape{};
};
std::string shownName(std::string_view name);                  ///< for a message: in plain ASCII, and not endless
std::string shapeText(const std::vector<std::int64_t> &shape); ///< "[32, 16]"

/// A name without what wrappers put into it: torch.compile's "_orig_mod.", data parallelism's "module.", those of
/// sharding and of checkpointed activations anywhere, and PEFT's "base_model.model." before everything else.
std::string withoutWrappers(std::string_view name);

/// How the names of a file are read. A renaming never makes two tensors one.
struct NameChanges {
    std::map<std::string, std::string>
        meant{};             ///< by the file's own name; those that are read as they stand are not in it
    Sentence notice() const; ///< a sentence for a person; empty where nothing is renamed
};

/// The names of a checkpoint: without wrappers, or without the one unknown prefix that stands before the embedding's
/// name. Nothing is renamed where it would not be certain which tensor is meant.
NameChanges plainNames(const std::vector<std::string> &held);

/// An adapter that stands beside the weights and was never merged into them would be passed over. Error:
/// model.unmerged_adapter.
Status refuseUnmerged(const std::vector<std::string> &held, const std::string &file);

/// Whether a tensor of this name has a row for every token: an embedding or a language model's head.
bool isVocabularyTable(std::string_view name);

/// For the errors of a file that lacks a tensor or holds it in another shape: what it does hold that is nearest to the
/// sought ones, and what to do about it.
struct Beside {
    Sentence found{}, remedy{};
};
Beside besideSought(const std::vector<NamedShape> &held, const std::vector<NamedShape> &sought);

} // namespace lapidary
