// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"instruction", "context", "response"}: demonstrations of databricks-dolly-15k. The prompt is that of Alpaca, the
/// context its input.
const Layout &dollyLayout();

} // namespace lapidary
