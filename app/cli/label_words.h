// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/label_desk.h"
#include "core/workbench/labels/label_quality.h"

namespace lapidary {

struct KeyPress;

/// Keys and what they do for an item of this kind, for the terminal.
std::string labelHelp(const LabelDesk &desk);
/// The action of the kind that a key means, and whether it says it strongly; no name where it means none.
struct LabelKeyMeaning {
    std::string action{};
    bool emphatic = false;
};
LabelKeyMeaning labelMeaning(const LabelDesk &desk, char key);
/// The shown item: nothing in it steers the terminal.
void printLabelItem(const LabelDesk &desk);
void printLabelSummary(const LabelState &state);
/// How people labelled a queue, as a table or as one JSON object.
void printLabelQuality(const LabelQuality &quality, bool json);
const char *labelStatusWord(LabelStatus status);

} // namespace lapidary
