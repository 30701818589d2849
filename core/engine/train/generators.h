// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <c10/core/Device.h>

namespace lapidary {

/// Where the streams stand that dropout draws from, for a checkpoint: {"cpu": bytes, "cuda:0": bytes}. The processor's
/// is always there, that of `device` where it is another.
Json generatorStates(c10::Device device);

/// Of a checkpoint that was written on another device, the streams of this one begin as they are.
void restoreGenerators(const Json &states, c10::Device device);

} // namespace lapidary
