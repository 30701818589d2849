// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/config/spec.h"

/// Which fields of a form a person sees first, and which say nothing as others stand. No widgets here.
namespace lapidary {

/// One of the few that decide how a training goes; all others come behind them.
bool isEssentialField(const std::string &name);
/// Whether the field says something beside these values: a rank does not where no adapter is trained. `table` holds the
/// values of all fields, and "input:NAME" = true for each further input that is given.
bool isFieldShown(const std::string &name, const Json &table);

} // namespace lapidary
