// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/what_if_replayer.h"
#include "widgets/bridge/conversions.h"

namespace lapidary {

namespace {

const StoredArm *armOf(const WhatIfQuestion &asked) {
    if (!asked.samples) return nullptr;
    for (const StoredArm &arm : *asked.samples)
        if (arm.arm == asked.arm && arm.bucket == asked.bucket) return &arm;
    return nullptr;
}

} // namespace

void WhatIfReplayer::replay(const WhatIfQuestion &asked) {
    if (asked.ticket != newest_) return;
    WhatIfCurves out{.ticket = asked.ticket};
    if (const StoredArm *arm = armOf(asked)) {
        const auto take = [&](const WhatIf &rule) {
            auto curve = whatIf(*arm, rule);
            if (!curve) out.error = toQt(curve.error());
            return curve ? std::optional(std::move(*curve)) : std::nullopt;
        };
        out.chosen = take(asked.asked);
        if (asked.verifier) {
            WhatIf verifier = asked.asked;
            verifier.choose = "verifier";
            verifier.stop = "never";
            out.verified = take(verifier);
        }
    }
    Q_EMIT replayed(out);
}

} // namespace lapidary
