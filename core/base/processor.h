// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace lapidary {

/// Whether this processor runs the engine's own kernels at all. They read weights of 16 and 8 bits as fast as memory
/// gives them; without them such weights save memory alone.
bool runsOwnKernels();

} // namespace lapidary
