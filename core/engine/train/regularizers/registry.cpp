// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/regularizers/l2_sp.h"
#include "core/engine/train/regularizers/settings.h"

namespace lapidary {

std::span<const RegularizerInfo> regularizers() {
    static const RegularizerInfo list[] = {
        l2SpInfo(),
    };
    return list;
}

const ConfigSpec &regularizerFields() {
    static const ConfigSpec all = [] {
        ConfigSpec fields;
        for (const auto &entry : regularizers())
            fields.insert(fields.end(), entry.info().spec.begin(), entry.info().spec.end());
        return fields;
    }();
    return all;
}

} // namespace lapidary
