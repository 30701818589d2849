// SPDX-License-Identifier: Apache-2.0
#include "core/engine/train/label_strength.h"
#include "core/data/layouts/fields.h"
#include "core/data/needed_columns.h"
#include <ATen/ATen.h>
#include <cmath>

namespace lapidary {
namespace {

const char *const kScale = "how much the strength of a label counts: a factor of the margin, an exponent of the weight";

} // namespace

const Described<LabelStrength> &LabelStrength::described() {
    using S = LabelStrength;
    static const auto d = Described<S>()
                              .choice("label_strength", &S::labelStrength, {"ignore", "margin", "weight"},
                                      "what strongly labelled pairs do: ask for a larger lead, or count more")
                              .add("label_strength_scale", &S::labelStrengthScale, above(0), "", kScale);
    return d;
}

const Described<LabelStrength> &LabelStrength::describedAsWeight() {
    using S = LabelStrength;
    static const auto d = Described<S>()
                              .choice("label_strength", &S::labelStrength, {"ignore", "weight"},
                                      "whether answers that are strongly labelled count more")
                              .add("label_strength_scale", &S::labelStrengthScale, above(0), "", kScale);
    return d;
}

NeededColumn strengthColumn() {
    return {.name = "strength",
            .when = {{"label_strength", {"margin", "weight"}}},
            .everyRow = false,
            .expected = "a number in some of the rows, such as 2 where the label is a strong one",
            .remedy = "Label pairs with Shift where one answer is much better, or leave label_strength at ignore."};
}

at::Tensor marginsOf(const LabelStrength &how, const at::Tensor &strength_P) {
    return how.labelStrength == "margin" ? strength_P * how.labelStrengthScale : at::Tensor();
}

at::Tensor weightsOf(const LabelStrength &how, const at::Tensor &strength_P) {
    return how.weighs() ? strength_P.pow(how.labelStrengthScale) : at::Tensor();
}

at::Tensor givenStrength(const TensorMap &inputs, const at::Tensor &like_P) {
    const auto given = inputs.find("strength");
    return given != inputs.end() ? given->second : at::ones_like(like_P.detach());
}

Result<double> strengthOf(const Json &row) {
    const auto strength = numberField({{"strength", columnOf(row, "strength")}}, "strength", 1);
    if (strength && std::isfinite(*strength) && *strength >= 0) return *strength;
    return fail({.code = "data.bad_row",
                 .message = "the strength of a label is a number of at least 0",
                 .field = "strength",
                 .found = dumpJson(columnOf(row, "strength")).substr(0, 80),
                 .expected = "such as 1, or 2 where the label is a strong one"});
}

void sayIfEqual(TrainContext &context, const LabelStrength &how, const std::vector<double> &strengths) {
    if (!how.counts() || strengths.empty()) return;
    for (const double strength : strengths)
        if (strength != strengths.front()) return;
    context.job.sink().emit(
        "notice", noticeOf("warning", {"All labels are equally strong ({0}), so that label_strength tells none of them "
                                       "from another.",
                                       dumpJson(strengths.front())}));
}

} // namespace lapidary
