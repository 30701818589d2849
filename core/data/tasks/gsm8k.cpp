// SPDX-License-Identifier: Apache-2.0
#include "core/data/tasks/gsm8k.h"
#include "core/base/rng.h"
#include "core/data/formats/jsonl.h"
#include "core/text/answer/announced.h"
#include "core/text/answer/arithmetic.h"
#include <algorithm>
#include <cmath>

namespace lapidary {
namespace {

/// "16-3-4=9". A rounded value is right to its last digit.
bool isRight(std::string_view annotation) {
    const auto equals = annotation.rfind('=');
    if (equals == annotation.npos) return false;
    const auto stated = annotation.substr(equals + 1);
    const auto computed = evaluateArithmetic(annotation.substr(0, equals)), value = evaluateArithmetic(stated);
    if (!computed || !value) return false;
    const auto point = stated.find('.');
    const auto digits = point == stated.npos ? 0 : static_cast<int>(stated.size() - point - 1);
    return std::abs(*computed - *value) <=
           0.5 * std::pow(10, -digits) * (digits > 0) + 1e-9 * std::max(1.0, std::abs(*value));
}

std::vector<Step> stepsIn(const std::string &text) {
    std::vector<Step> steps;
    for (std::size_t at = 0; (at = text.find("<<", at)) != text.npos;) {
        const auto end = text.find(">>", at);
        if (end == text.npos) break;
        const std::string annotation = text.substr(at + 2, end - at - 2);
        steps.push_back({annotation, isRight(annotation)});
        at = end + 2;
    }
    return steps;
}

class Gsm8k final : public Rule {
public:
    std::string name() const override { return "gsm8k"; }
    std::optional<std::string> answerOf(const std::string &completion) const override {
        return announcedNumber(completion);
    }
    bool scorable(const Problem &problem) const override { return announcedNumber(problem.reference).has_value(); }

    Verdict grade(const Problem &problem, const std::string &completion) const override {
        Verdict verdict{.answer = announcedNumber(completion)};
        verdict.wellFormed = verdict.answer.has_value();
        verdict.correct = verdict.answer && verdict.answer == announcedNumber(problem.reference);
        verdict.steps = stepsIn(completion);
        if (verdict.steps.empty()) return verdict; // without annotations nothing is known of the steps
        const auto right =
            std::count_if(verdict.steps.begin(), verdict.steps.end(), [](const Step &step) { return step.right; });
        verdict.stepShare = static_cast<double>(right) / static_cast<double>(verdict.steps.size());
        verdict.faithful = verdict.correct && right == static_cast<std::ptrdiff_t>(verdict.steps.size());
        return verdict;
    }
};

Result<Json> rowFrom(const JsonlRow &line, const std::string &file) {
    const auto question = line.value["question"].get<std::string>(), answer = line.value["answer"].get<std::string>();
    const auto reference = announcedNumber(answer);
    if (!reference)
        return fail({.code = "gsm8k.no_answer",
                     .message = "The answer ends in no number.",
                     .file = file,
                     .line = line.line,
                     .field = "answer",
                     .expected = "\"#### 18\" at the end"});
    Json chain = Json::array();
    for (const auto &step : stepsIn(answer)) chain.push_back(step.text);
    return Json{{"id", "gsm8k-" + std::to_string(line.line)},
                {"prompt", question + "\n"},
                {"reference", *reference},
                {"completion", answer},
                {"chain", chain}};
}

Result<std::vector<Json>> make(const Json &given, std::uint64_t seed, std::int64_t count) {
    const auto config = Gsm8kConfig::described().read(given);
    if (!config) return fail(joined(config.error()));
    if (config->file.empty())
        return fail({.code = "config.missing",
                     .message = "This task is read from a file.",
                     .field = "file",
                     .expected = "a JSONL file with \"question\" and \"answer\"",
                     .remedy = "Name it: file = \"test.jsonl\", or --set file=test.jsonl."});
    const auto read = readJsonl(config->file, {.fields = {{"question"}, {"answer"}}});
    if (!read) return unexpected(read.error());
    if (!read->bad.empty()) return fail(joined(read->bad));
    std::vector<Json> rows;
    for (const auto &line : read->rows) {
        auto row = rowFrom(line, config->file);
        if (!row) return unexpected(row.error());
        rows.push_back(std::move(*row));
    }
    if (static_cast<std::int64_t>(rows.size()) < count)
        return fail({.code = "task.exhausted",
                     .message = "The file holds fewer problems.",
                     .file = config->file,
                     .field = "count",
                     .found = std::to_string(count),
                     .expected = {"{0} or fewer", rows.size()}});
    Rng rng(seed, "gsm8k/order");
    if (config->shuffle) rng.shuffle(rows);
    rows.resize(static_cast<std::size_t>(count));
    return rows;
}

} // namespace

const Described<Gsm8kConfig> &Gsm8kConfig::described() {
    static const auto d =
        Described<Gsm8kConfig>()
            .add("file", &Gsm8kConfig::file, "", "JSONL file in the published layout: question, answer")
            .add("shuffle", &Gsm8kConfig::shuffle, "", "draws problems by the seed instead of taking the first ones");
    return d;
}

TaskInfo gsm8kTask() {
    return {.name = "gsm8k",
            .summary = "Grade-school word problems from a file, with exact checks of the calculator annotations",
            .rule = "gsm8k",
            .spec = []() -> const ConfigSpec & { return Gsm8kConfig::described().spec(); },
            .make = make};
}

std::optional<std::string> markedAnswer(const std::string &answer) {
    return answer.find("####") == answer.npos ? std::nullopt : announcedNumber(answer);
}

std::unique_ptr<Rule> makeGsm8kRule() {
    return std::make_unique<Gsm8k>();
}

} // namespace lapidary
