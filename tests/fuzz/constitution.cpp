// SPDX-License-Identifier: Apache-2.0
#include "core/data/feedback/constitution.h"
#include "tests/fuzz/targets.h"

namespace lapidary::fuzz {

/// A constitution as TOML, as JSON and line by line: it is refused with a place, or every principle can be asked by and
/// written to a run.
void constitution(std::string_view bytes) {
    for (const char *file : {"x.toml", "x.json", "x.txt"}) {
        const auto read = parseConstitution(bytes, file);
        if (!read) {
            promise(!read.error().empty());
            for (const Error &each : read.error()) promise(!each.code.empty() && !each.message.empty());
            continue;
        }
        promise(!read->empty() && read->size() <= kMostPrinciples);
        Json written = Json::array();
        for (const Principle &each : *read) {
            promise(!each.name.empty() && !each.critique.empty() && !each.revision.empty());
            written.push_back(toJson(each));
        }
        const auto again = constitutionFromJson(written);
        promise(again && *again == *read);
    }
}

} // namespace lapidary::fuzz
