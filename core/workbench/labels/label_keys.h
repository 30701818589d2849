// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/workbench/labels/kinds/registry.h"
#include <map>

namespace lapidary {

/// Which keys do what while one labels. Names of keys are Qt's ("1", "Shift+Return", "Ctrl+Z"); what a keymap does not
/// name keeps the keys of our own.
struct LabelKeymap {
    std::string name{};                                     ///< as it stands in a file
    Sentence title{};                                       ///< as a list shows it
    std::map<std::string, std::vector<std::string>> keys{}; ///< by action
};

/// Our own, and those of Argilla, Label Studio and Prodigy (their documented shortcuts, as far as we have the action).
/// Nothing that a person made is lost by any of their keys: where theirs discards, ours puts aside.
std::span<const LabelKeymap> labelKeymaps();

/// What everybody can do at an item, whatever its kind: skip, undo, redo, flag, comment, ideal, ideal_right …
std::span<const LabelAction> commonLabelActions();

/// The keys of an action; the first stands on the button.
std::vector<std::string> keysOf(const LabelKeymap &map, const LabelAction &action);

/// Keys that would do two things for an item of this kind; they are told as "left and skip: Space".
std::vector<std::string> conflictsOf(const LabelKeymap &map, const LabelKind &kind, std::size_t answers);

/// A keymap of one's own:
///     base = "prodigy"       # what it does not name; else our own
///     [keys]
///     left = ["J", "Left"]
/// labels.bad_keys tells what is unknown or would do two things; those of reading.
Result<LabelKeymap> readLabelKeymap(const fs::path &file);

} // namespace lapidary
