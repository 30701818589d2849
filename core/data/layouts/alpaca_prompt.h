// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// The prompt that Stanford Alpaca (Taori et al. 2023) makes of an instruction and its input, of which there are two:
/// without an input it speaks of none.
struct AlpacaTask {
    std::string instruction{}, input{};
};
std::string alpacaPrompt(const AlpacaTask &task);
/// What such a prompt was made of; nothing where it is another. Of several ways to read it the first.
std::optional<AlpacaTask> alpacaTaskOf(const std::string &prompt);

} // namespace lapidary
