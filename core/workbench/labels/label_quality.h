// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/workbench/labels/label_queue.h"

namespace lapidary {

/// A share or a coefficient with its 95 % interval, and of how many it is.
struct LabelEstimate {
    stats::Interval interval{};
    std::size_t of = 0;
};

/// How one person labelled a queue.
struct LabellerQuality {
    std::string name{};
    LabelFigures figures{};
    std::size_t named = 0;                 ///< verdicts that were given after the names had been seen
    std::optional<LabelEstimate> first{};  ///< of preferences: for the answer that stood first (Wilson)
    std::optional<LabelEstimate> longer{}; ///< of preferences between answers of other lengths: for the longer one
    std::optional<LabelEstimate> steady{}; ///< of items that were asked twice: judged alike both times
    std::vector<double> seconds{};         ///< until each verdict, sorted
};

/// Two people on the units that both judged.
struct LabellerAgreement {
    std::string a{}, b{};
    LabelEstimate same{};                 ///< share of equal values (Wilson)
    std::optional<LabelEstimate> kappa{}; ///< Cohen's (bootstrap); none where both only said one thing
};

/// People and a judge on the pairs of which both prefer a side.
struct JudgeAgreement {
    std::string judge{}, principle{};       ///< principle: that the judge went by; empty: none
    LabelEstimate same{};                   ///< share of equal preferences (Wilson)
    std::optional<LabelEstimate> unaided{}; ///< of verdicts before which the suggestion had not been seen
    LabelEstimate consistent{};             ///< share of which the judge says the same in both orders
};

struct LabelQuality {
    std::vector<LabellerQuality> people{};
    std::vector<LabellerAgreement> agreements{};
    /// Krippendorff's alpha of all (bootstrap) on the scale of the queue's kind; none without two people, or where only
    /// one value was used.
    std::optional<LabelEstimate> alpha{};
    stats::Scale scale = stats::Scale::Nominal;
    std::size_t disputed = 0; ///< items that people judged otherwise
    std::vector<JudgeAgreement> judges{};
};

/// Texts are not compared: of a kind without values there is no agreement.
LabelQuality qualityOf(const LabelBook &book);

/// "nominal", "ordinal", "interval"
const char *scaleWord(stats::Scale scale);

} // namespace lapidary
