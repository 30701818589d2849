// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/kinds/kind.h"

namespace lapidary {

/// The answer as it should be, written by a person.
const LabelKind &idealKind();

} // namespace lapidary
