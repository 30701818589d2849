// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <vector>

namespace lapidary {

/// What revising did to answers whose drafts were written one behind the other, each with those before it in view.
/// A cut draft is a wrong one, as everywhere.
struct Revisions {
    std::int64_t problems = 0, drafts = 0;
    std::int64_t firstRight = 0;                     ///< problems whose first draft is right: what one draft costs less
    std::int64_t wrongToRight = 0, rightToWrong = 0; ///< from a draft to the next one
    void add(const Revisions &other);
    friend bool operator==(const Revisions &, const Revisions &) = default;
};

/// Of one problem: whether each draft was right, in their order. Without drafts nothing was revised.
Revisions revisionsOf(const std::vector<bool> &right);

/// {"problems", "drafts", "first_right", "wrong_to_right", "right_to_wrong"}
Json toJson(const Revisions &revisions);
/// Errors: json.* where a count is missing or no number.
Result<Revisions> revisionsFromJson(const Json &value);

} // namespace lapidary
