// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/layouts/layout.h"

namespace lapidary {

/// {"instruction", "input"?, "output"}: demonstrations as Stanford Alpaca (Taori et al. 2023) publishes them. The
/// prompt is its template, of which there are two: with and without an input.
const Layout &alpacaLayout();

} // namespace lapidary
