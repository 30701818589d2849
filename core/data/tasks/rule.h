// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lapidary {

/// One line of a problems file: {"id", "prompt", "reference", …}.
struct Problem {
    std::string id, prompt, reference; ///< prompt: of a conversation the words of it
    Json row = Json::object();         ///< the whole line, with whatever else the task needs
    /// The problem alone, where the prompt frames it for a model (a chat, examples before it): "question" of the line.
    std::string question() const { return getString(row, "question").value_or(prompt); }
};
/// A prompt of messages, or a conversation up to the turn that is to be answered, asks as well as a text. Errors:
/// json.*, those of conversationAsked().
Result<Problem> problemFromJson(const Json &row);

/// One step of a chain with its exact label.
struct Step {
    std::string text;
    bool right = false;
};

/// What an exact grader says of one completion. Members that the task cannot tell are empty.
struct Verdict {
    std::optional<std::string> answer{}; ///< in canonical form, so that equal answers are equal strings
    bool correct = false;
    bool wellFormed = false;           ///< an answer was found, and for chains the whole text could be read
    std::optional<bool> faithful{};    ///< every step right and the answer right
    std::optional<double> stepShare{}; ///< right steps / steps
    /// Every step right and the answer what they come to, as far as the problem alone tells: no reference is asked.
    std::optional<bool> followed{};
    std::vector<Step> steps{}; ///< empty where the task has no chains
    bool scorable = true;      ///< false: the problem has nothing to compare with, and `correct` says nothing
};

/// How the answers of a task are found and graded. Never runs what a model wrote. Texts are whole ones, such as
/// references; for what a model wrote see gradeCompletion().
class Rule {
public:
    virtual ~Rule() = default;
    virtual std::string name() const = 0;
    virtual Verdict grade(const Problem &problem, const std::string &completion) const = 0;
    /// The answer alone; needs no reference, so that a vote cannot see it.
    virtual std::optional<std::string> answerOf(const std::string &completion) const = 0;
    /// What ends each of the steps that grade() labels. Empty where it labels none: a step is a line then.
    virtual std::string stepMark() const { return {}; }
    /// Whether the problem's reference is one that an answer can be equal to. Where it is not, nothing can be right or
    /// wrong.
    virtual bool scorable(const Problem &problem) const;
};

/// How a completion is graded, everywhere. One that was cut has no answer and is not right, whatever its text looks
/// like; its steps keep their labels. `finishReason`: of the completion; see core/text/answer/finish.h.
Verdict gradeCompletion(const Rule &rule, const Problem &problem, const std::string &completion,
                        std::string_view finishReason);
/// The answer of a completion, everywhere: none where it was cut.
std::optional<std::string> answerOfCompletion(const Rule &rule, const std::string &completion,
                                              std::string_view finishReason);

/// A rule as core/data/rules/registry.cpp lists it. All of them give a cut text no answer (gradeCompletion()), and one
/// in which none is found none either: it is wrong and has no vote.
struct RuleInfo {
    const char *name;
    int version;          ///< grows where the same texts may get another grade
    const char *argument; ///< what stands behind its name and a colon; empty where it takes nothing
    const char *summary;
};
std::vector<RuleInfo> rules();
std::vector<std::string> ruleNames(); ///< those that take no argument
std::vector<std::string> ruleForms(); ///< all of them, as they are written: "number:TOLERANCE"
/// "math", "number:1%", "any_of:math". Errors: reward.unknown_rule, reward.rule_argument.
Result<std::unique_ptr<Rule>> ruleByName(const std::string &name);
int ruleVersion(const std::string &name);

} // namespace lapidary
