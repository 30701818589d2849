// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace lapidary {

/// Freed blocks stay with the process, as far as the system's allocator lets itself be told. A training step frees and
/// asks for the same large blocks again: given back in between, every page of them would have to be cleared anew.
void keepFreedMemory();

} // namespace lapidary
