// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// ProntoQA (Saparov & He 2023) as llm-reasoners keeps it: solved examples and, in test_example, a question with its
/// chain of thought and answer. A demonstration of the chain; the examples stay beside it.
const Layout &prontoQaLayout();

} // namespace lapidary
