// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/kinds/registry.h"
#include "core/workbench/labels/kinds/ideal.h"
#include "core/workbench/labels/kinds/pair.h"
#include "core/workbench/labels/kinds/ranking.h"
#include "core/workbench/labels/kinds/ratings.h"
#include "core/workbench/labels/kinds/spans.h"
#include "core/workbench/labels/kinds/steps.h"
#include "core/workbench/labels/kinds/thumbs.h"
#include "core/workbench/labels/kinds/turns.h"

namespace lapidary {

std::span<const LabelKind *const> labelKinds() {
    // One a line, so that a new one is one line.
    // clang-format off
    static const std::vector<const LabelKind *> all{
        &pairKind(),
        &rankingKind(),
        &ratingsKind(),
        &thumbsKind(),
        &stepsKind(),
        &turnsKind(),
        &spansKind(),
        &idealKind(),
    };
    // clang-format on
    return all;
}

Result<const LabelKind *> labelKindNamed(std::string_view name) {
    std::string known;
    for (const auto *kind : labelKinds()) {
        if (kind->name == name) return kind;
        known += (known.empty() ? "" : ", ") + std::string(kind->name);
    }
    return fail({.code = "labels.no_kind",
                 .message = "there is no such kind of item to label",
                 .field = "kind",
                 .found = std::string(name),
                 .expected = known,
                 .remedy = "Choose one of these, or open the project with a newer version."});
}

const LabelKind &labelKindOf(const Record &record) {
    const auto makes = kindOf(record);
    for (const auto *kind : labelKinds())
        if (kind->makes(kind->usual) == makes) return *kind;
    return idealKind(); // whatever has a prompt can be answered
}

} // namespace lapidary
