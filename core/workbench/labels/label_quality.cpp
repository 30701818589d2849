// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/labels/label_quality.h"
#include "core/workbench/labels/label_export.h"
#include <algorithm>

namespace lapidary {
namespace {

using Values = std::vector<std::optional<double>>;

std::optional<LabelEstimate> share(std::int64_t part, std::int64_t of) {
    const auto made = of > 0 ? stats::wilson(part, of) : Result<stats::Interval>(stats::Interval{});
    if (of == 0 || !made) return std::nullopt;
    return LabelEstimate{*made, static_cast<std::size_t>(of)};
}

bool isDone(const LabelState &state, std::size_t item) {
    return state.marks()[item].status() == LabelStatus::Done;
}

Values valuesOf(const LabelState &state, std::size_t item) {
    return state.kind().values(state.task(item), state.marks()[item]);
}

void addBiases(LabellerQuality &out, const LabelState &state) {
    std::int64_t first = 0, all = 0, longer = 0, uneven = 0;
    for (std::size_t i = 0; i < state.items().size(); ++i) {
        if (!isDone(state, i)) continue;
        const LabelMark &mark = state.marks()[i];
        const auto place = [&](std::size_t answer) { return mark.shown.find(static_cast<char>('a' + answer)); };
        for (const auto &[better, worse, strong] : state.kind().preferences(state.task(i), mark)) {
            ++all;
            first += place(better) < place(worse);
            const auto &answers = state.items()[i].answers;
            const std::size_t chosen = answers[better].text.size(), rejected = answers[worse].text.size();
            uneven += chosen != rejected;
            longer += chosen > rejected;
        }
    }
    out.first = share(first, all);
    out.longer = share(longer, uneven);
}

void addSteadiness(LabellerQuality &out, const LabelState &state) {
    std::int64_t same = 0, all = 0;
    for (std::size_t i = 0; i < state.items().size(); ++i) {
        const auto before = state.find(state.items()[i].repeats);
        if (!before || !isDone(state, i) || !isDone(state, *before) || valuesOf(state, i).empty()) continue;
        ++all;
        same += valuesOf(state, i) == valuesOf(state, *before);
    }
    out.steady = share(same, all);
}

LabellerQuality qualityOf(const std::string &name, const LabelState &state) {
    LabellerQuality out{.name = name, .figures = figuresOf(state)};
    for (std::size_t i = 0; i < state.items().size(); ++i) {
        if (!isDone(state, i)) continue;
        out.named += !state.marks()[i].blind;
        out.seconds.push_back(static_cast<double>(state.marks()[i].milliseconds) / 1000);
    }
    std::sort(out.seconds.begin(), out.seconds.end());
    addBiases(out, state);
    addSteadiness(out, state);
    return out;
}

/// All that a person said, unit by unit; nothing where an item is not judged. Repeats are no items of their own.
Values unitsOf(const LabelState &state) {
    Values out;
    for (std::size_t i = 0; i < state.items().size(); ++i) {
        if (!state.items()[i].repeats.empty()) continue;
        Values values = valuesOf(state, i);
        if (!isDone(state, i)) std::fill(values.begin(), values.end(), std::nullopt);
        out.insert(out.end(), values.begin(), values.end());
    }
    return out;
}

std::optional<LabellerAgreement> agreementOf(const std::string &a, const Values &x, const std::string &b,
                                             const Values &y) {
    std::vector<std::string> left, right;
    std::int64_t same = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!x[i] || !y[i]) continue;
        left.push_back(std::to_string(*x[i]));
        right.push_back(std::to_string(*y[i]));
        same += *x[i] == *y[i];
    }
    const auto equal = share(same, static_cast<std::int64_t>(left.size()));
    if (!equal) return std::nullopt;
    LabellerAgreement out{.a = a, .b = b, .same = *equal};
    if (const auto kappa = stats::cohenKappaInterval(left, right)) out.kappa = LabelEstimate{*kappa, left.size()};
    return out;
}

} // namespace

LabelQuality qualityOf(const LabelBook &book) {
    LabelQuality out;
    std::vector<Values> ratings;
    for (const auto &[name, state] : book) {
        out.scale = state.kind().scale;
        LabellerQuality person = qualityOf(name, state);
        if (person.figures.done + person.figures.skipped > 0)
            out.people.push_back(std::move(person)); // more than a look
        ratings.push_back(unitsOf(state));
    }
    for (std::size_t i = 0; i < book.size(); ++i)
        for (std::size_t j = i + 1; j < book.size(); ++j)
            if (auto made = agreementOf(book[i].first, ratings[i], book[j].first, ratings[j]))
                out.agreements.push_back(std::move(*made));
    if (const auto alpha = stats::krippendorffInterval(ratings, out.scale)) {
        std::size_t shared = 0;
        for (std::size_t unit = 0; unit < ratings[0].size(); ++unit)
            shared +=
                std::count_if(ratings.begin(), ratings.end(), [&](const auto &each) { return bool(each[unit]); }) > 1;
        out.alpha = LabelEstimate{*alpha, shared};
    }
    out.disputed = disputedItems(book).size();
    return out;
}

const char *scaleWord(stats::Scale scale) {
    return scale == stats::Scale::Nominal ? "nominal" : scale == stats::Scale::Ordinal ? "ordinal" : "interval";
}

} // namespace lapidary
