// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/algorithm.h"

namespace lapidary {

Result<std::int64_t> Algorithm::addRows(TrainContext &) {
    return fail("train.cannot_add", "this training takes no rows on the way");
}

} // namespace lapidary
