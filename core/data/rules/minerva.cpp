// SPDX-License-Identifier: Apache-2.0
#include "core/data/rules/minerva.h"
#include "core/data/rules/found_answer.h"
#include "core/text/answer/math/boxes.h"
#include "core/text/answer/math/equal.h"
#include "core/text/answer/math/published.h"

namespace lapidary {
namespace {

class Minerva final : public FoundAnswerRule {
public:
    std::string name() const override { return "minerva"; }

protected:
    std::optional<std::string> find(const std::string &completion) const override {
        constexpr std::string_view kOpen = "Final Answer: The final answer is", kClose = "I hope it is correct.";
        const auto begin = completion.find(kOpen);
        if (begin == completion.npos) return std::nullopt;
        const auto from = begin + kOpen.size();
        // One character stands between both, the point of the sentence; at the end of a text the closing words are
        // implied.
        const auto close = std::min(completion.find(kClose, from), completion.size());
        auto said = completion.substr(from, close - from);
        while (!said.empty() && std::string_view(" \n\r\t").find(said.back()) != std::string_view::npos)
            said.pop_back();
        if (said.ends_with('.')) said.pop_back();
        if (said.find_first_not_of(" \t\r\n$") == said.npos) return std::nullopt;
        return said;
    }
    std::optional<std::string> findReference(const std::string &reference) const override {
        const auto boxes = math::boxesIn(reference);
        if (!boxes.empty() && boxes.back().closed) return std::string(boxes.back().inside);
        if (auto said = find(reference)) return said;
        return reference.find_first_not_of(" \t\r\n") == reference.npos ? std::nullopt : std::optional(reference);
    }
    std::string canonical(const std::string &found) const override { return math::minervaForm(found); }
    bool same(const std::string &wanted, const std::string &found) const override {
        const auto left = canonical(wanted), right = canonical(found);
        return left == right || math::sameAnswer(left, right);
    }
};

} // namespace

std::unique_ptr<Rule> makeMinervaRule() {
    return std::make_unique<Minerva>();
}

} // namespace lapidary
