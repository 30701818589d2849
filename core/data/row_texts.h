// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <string>
#include <vector>

namespace lapidary {

/// The words of a row, whatever its layout, as a training would read them.
struct RowTexts {
    std::vector<std::string> asked{};   ///< of the system and of people, in their order
    std::vector<std::string> answers{}; ///< what is learnt; of a pair the chosen side
    bool acts = false;                  ///< an answer calls a tool, so that it may say nothing
    std::string all() const;            ///< one text under the other
};
/// Of token ids nothing; of a row that no layout knows every text but what is kept beside it, as answers.
RowTexts textsOf(const Json &row);

} // namespace lapidary
