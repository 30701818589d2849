// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/store/open_database.h"

namespace lapidary {

/// The database of the rows of one data set.
const DatabaseKind &rowDatabase();

} // namespace lapidary
