// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/config/spec.h"

namespace lapidary {

/// The plain keys of the tables of experiment.toml; what lies in tables of its own is read beside them.
const ConfigSpec &topSpec();
const ConfigSpec &dataSpec();
const ConfigSpec &partSpec();
const ConfigSpec &stageSpec();
const ConfigSpec &armSpec();

} // namespace lapidary
