// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/label_queue.h"

namespace lapidary {

/// What a queue's labels are as a preference data set, and what is left out of it.
struct Preferences {
    /// {"id","prompt","chosen","rejected"}, "strength": 2 where it was strongly preferred, and "…_terminated": false
    /// for a side that was cut.
    std::vector<Json> rows{};
    std::size_t items = 0;                                    ///< that gave rows
    std::size_t ties = 0, bothBad = 0, skipped = 0, open = 0; ///< that gave none; open: pending and drafts
};

/// A judged item gives the better answer over the other. Where an ideal answer was written, that is chosen over both,
/// also where the verdict was a tie or both bad. Ids: the item's, with /ideal-a and /ideal-b for the latter.
Preferences preferencesOf(const LabelState &state);

/// What the rows are good for, in the catalogue's words.
inline constexpr const char *kLabelLayout = "preference";

/// Writes labels/<queue>/preferences-<hash>.jsonl, the hash being that of its bytes.
struct PreferenceFile {
    fs::path file{};
    std::string hash{};
    Preferences preferences{};
};
Result<PreferenceFile> writePreferences(Project &project, const std::string &queue); ///< labels.nothing_to_export

} // namespace lapidary
