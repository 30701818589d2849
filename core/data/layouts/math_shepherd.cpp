// SPDX-License-Identifier: Apache-2.0
#include "core/data/layouts/math_shepherd.h"
#include "core/data/layouts/fields.h"

namespace lapidary {
namespace {

constexpr std::string_view kMark = "ки", kFirst = "Step 1:";

bool holds(const Json &row) {
    const Json &input = row.at("input"), &label = row.at("label");
    return input.is_string() && label.is_string() &&
           input.get_ref<const std::string &>().find(kMark) != std::string::npos;
}

Error noStep(const char *field, Sentence found) {
    return {
        .code = "row.wrong_type",
        .message = "the steps of the two texts are not the same",
        .field = field,
        .found = std::move(found),
        .expected = {"a text with steps, {0} behind each, and the same text with + or - there", std::string(kMark)}};
}

/// The text in pieces that end with the mark, without it; nothing where something stands behind the last one.
std::optional<std::vector<std::string>> piecesOf(const std::string &text) {
    std::vector<std::string> out;
    std::size_t at = 0;
    for (auto end = text.find(kMark); end != text.npos; end = text.find(kMark, at)) {
        out.push_back(text.substr(at, end - at));
        at = end + kMark.size();
    }
    return at == text.size() && !out.empty() ? std::optional(std::move(out)) : std::nullopt;
}

Result<Record> read(const Json &row) {
    const auto input = textField(row, "input"), label = textField(row, "label");
    if (!input) return unexpected(input.error());
    if (!label) return unexpected(label.error());
    auto pieces = piecesOf(*input);
    if (!pieces) return fail(noStep("input", input->substr(0, 60)));
    const auto begin = pieces->front().find(kFirst);
    if (begin == std::string::npos) return fail(noStep("input", {"no \"{0}\"", std::string(kFirst)}));
    Stepwise out{.prompt = plain(pieces->front().substr(0, begin))};
    std::size_t at = 0; // in the text with the labels
    for (const std::string &piece : *pieces) {
        const std::size_t mark = at + piece.size();
        const char sign = label->compare(at, piece.size(), piece) == 0 && mark < label->size() ? (*label)[mark] : ' ';
        if (sign != '+' && sign != '-') return fail(noStep("label", label->substr(std::min(at, label->size()), 60)));
        out.labels.push_back(sign == '+' ? 1.0 : 0.0);
        at = mark + 1;
    }
    if (at != label->size()) return fail(noStep("label", label->substr(at, 60)));
    pieces->front().erase(0, begin);
    out.steps = std::move(*pieces);
    return named(row, std::move(out));
}

std::optional<Json> write(const Record &record) {
    const auto *it = std::get_if<Stepwise>(&record.what);
    const auto prompt = it ? plainText(it->prompt) : std::nullopt;
    if (!prompt || it->steps.size() != it->labels.size()) return std::nullopt;
    std::string input = *prompt, label = *prompt;
    for (std::size_t i = 0; i < it->steps.size(); ++i) {
        if (it->labels[i] != 0.0 && it->labels[i] != 1.0) return std::nullopt;
        input += it->steps[i] + std::string(kMark);
        label += it->steps[i] + (it->labels[i] == 1.0 ? "+" : "-");
    }
    Json row = begun(record);
    row["input"] = input;
    row["label"] = label;
    return ifSame(finished(std::move(row), record), record, read);
}

} // namespace

const Layout &mathShepherdLayout() {
    static const Layout layout{.name = "math_shepherd",
                               .summary = translated("Layout", "Math-Shepherd: input and label with marked steps"),
                               .makes = "stepwise_supervision",
                               .columns = {{.name = "input", .required = true},
                                           {.name = "label", .required = true},
                                           kIdColumn,
                                           kReferenceColumn},
                               .read = read,
                               .write = write,
                               .example = {{"input", "2+2+2? Step 1: 2+2=4. ки\nStep 2: 4+2=7. ки"},
                                           {"label", "2+2+2? Step 1: 2+2=4. +\nStep 2: 4+2=7. -"}},
                               .holds = holds};
    return layout;
}

} // namespace lapidary
