// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/network_model.h"
#include "core/engine/search/strategy.h"
#include "core/engine/search/tools.h"
#include "tests/support/tiny_decoder.h"

// A tiny language for searches: every token is written as a digit, a step ends with a 4, and the answer is the last
// digit.
namespace lapidary {

/// What is no digit, as the words that a strategy puts into an answer, gets some token of a small vocabulary.
inline Result<std::vector<std::int64_t>> encodeDigits(const std::string &text, bool) {
    std::vector<std::int64_t> ids;
    for (const char c : text) ids.push_back(c >= '0' && c <= '9' ? c - '0' : 10 + static_cast<unsigned char>(c) % 30);
    return ids;
}

inline std::string decodeDigits(const std::vector<std::int64_t> &ids) {
    std::string out;
    for (auto id : ids) out += static_cast<char>('0' + id % 10);
    return out;
}

/// A step is right where it holds no 7.
class DigitsRule final : public Rule {
public:
    std::string name() const override { return "digits"; }
    std::string stepMark() const override { return "4"; }
    Verdict grade(const Problem &problem, const std::string &completion) const override {
        Verdict out{.answer = answerOf(completion)};
        out.correct = out.answer == problem.reference;
        std::size_t begin = 0, right = 0;
        for (auto end = completion.find('4'); end != completion.npos; end = completion.find('4', begin)) {
            out.steps.push_back({completion.substr(begin, end - begin), false});
            out.steps.back().right = out.steps.back().text.find('7') == std::string::npos;
            right += out.steps.back().right;
            begin = end + 1;
        }
        out.stepShare = out.steps.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(out.steps.size());
        out.followed = !out.steps.empty() && right == out.steps.size();
        return out;
    }
    std::optional<std::string> answerOf(const std::string &completion) const override {
        if (completion.empty()) return std::nullopt;
        return completion.substr(completion.size() - 1);
    }
};

/// A network of this language with everything that a search needs, and a few problems.
struct DigitsBench {
    std::unique_ptr<Decoder> model = tinyDecoder();
    DigitsRule rule{};
    SearchContext context{};
    std::vector<SearchProblem> problems{};
    std::vector<SearchEvent> events{};

    explicit DigitsBench(int count = 6) {
        context.model = std::make_shared<NetworkModel>(*model, decodeDigits);
        context.encode = encodeDigits;
        context.decode = decodeDigits;
        context.rule = &rule;
        context.tools = searchTools();
        context.tools.push_back({"retrieve", [](const std::string &question) -> Result<std::string> {
                                     return question.substr(0, 2) + "4";
                                 }});
        context.rows["memory"] = {};
        for (int agreeing = 0; agreeing < 3; ++agreeing)
            context.rows["allocation"].push_back(
                {{"probe", 2}, {"agreeing", agreeing}, {"n", 4 - agreeing}, {"decision", "vote"}, {"problems", 1}});
        context.trace = [this](const SearchEvent &event) { events.push_back(event); };
        for (int p = 0; p < count; ++p)
            problems.push_back({.problem = {.id = "p" + std::to_string(p),
                                            .prompt = std::to_string(100 + 7 * p),
                                            .reference = std::to_string(p % 10),
                                            .row = {}},
                                .stream = "row/" + std::to_string(p)});
    }
    DigitsBench(const DigitsBench &) = delete;
};

} // namespace lapidary
