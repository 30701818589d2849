// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include "core/workbench/labels/kinds/kind.h"
#include <span>

namespace lapidary {

/// All kinds of items, the likeliest first: it is that of a queue which names none.
std::span<const LabelKind *const> labelKinds();
/// labels.no_kind lists those that there are.
Result<const LabelKind *> labelKindNamed(std::string_view name);
/// The kind that makes what such rows already are, for a queue of them: pairs of "preference" rows, steps of chains …
const LabelKind &labelKindOf(const Record &record);

} // namespace lapidary
