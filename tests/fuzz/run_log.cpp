// SPDX-License-Identifier: Apache-2.0
#include "core/job/run_log.h"
#include "core/base/hash.h"
#include "core/job/frame.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// Once as bytes of a log, and once as the payload of a frame whose checksum is right.
void run_log(std::string_view bytes) {
    const auto check = [](std::string_view log) {
        const auto parsed = parseLog(log);
        if (!parsed) return promise(!parsed.error().code.empty());
        promise(parsed->whole <= log.size());
        for (std::size_t i = 0; i < parsed->events.size(); ++i) promise(parsed->events[i].seq == i + 1);
    };
    check(bytes);
    check(std::string(kLogHeader) + *makeFrame(bytes));
    if (const auto frame = readFrame(bytes)) promise(frame->size <= bytes.size());
}

} // namespace lapidary::fuzz
