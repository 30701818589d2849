// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace lapidary {

/// Lets interrupted() tell of SIGINT and SIGTERM from now on, and makes writing to a closed pipe an error.
void catchInterrupts();

} // namespace lapidary
