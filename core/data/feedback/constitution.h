// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/config/spec.h"
#include "core/data/tasks/rule.h"

namespace lapidary {

/// One sentence of a constitution (Bai et al. 2022, arXiv:2212.08073): what a judge chooses by, and what an answer is
/// criticised and rewritten by. Where a rule can tell whether an answer follows it, the judge can be measured.
struct Principle {
    std::string name{}, text{};
    std::string critique{}, revision{};                 ///< requests; filled from the text where the file gives none
    std::string check{};                                ///< one of principleChecks(); empty: only a reader can tell
    std::vector<std::string> mustHold{}, mustNotHold{}; ///< words that an answer must, or must not, hold
    std::int64_t maxCharacters = 0;                     ///< 0: any length
    double weight = 1;                                  ///< beside the others, where they make a rubric
    bool isChecked() const;
    bool operator==(const Principle &) const = default;
};
using Constitution = std::vector<Principle>;
inline constexpr std::size_t kMostPrinciples = 150;
inline constexpr std::size_t kLongestPrinciple = 8000; ///< bytes of each of its texts

/// A file of the project. TOML (by the ending) or JSON: [[principle]] tables with name, text, critique, revision and
/// the checks; JSON also as {"constitutions": [{"critic", "revision"}]}, in which such lists are handed on. Any other
/// file: one principle a line; blank lines, and those that begin with "#", are none.
/// Every problem comes at once, each with its line: constitution.*, config.*.
tl::expected<Constitution, Problems> readConstitution(const fs::path &file);
/// The same of a text; `file` names it and tells by its ending what it is.
tl::expected<Constitution, Problems> parseConstitution(std::string_view text, const std::string &file);

Json toJson(const Principle &principle);
/// As toJson() writes it.
Result<Constitution> constitutionFromJson(const Json &principles);

/// What a rule can be asked: "correct", "faithful", "format", "shows_steps", "ended".
std::vector<std::string> principleChecks();
/// Whether an answer breaks the principle; nothing where neither check nor words can tell, as where the problem has no
/// reference that "correct" could be told by.
std::optional<bool> violates(const Principle &principle, const Rule &rule, const Problem &problem,
                             const std::string &answer, std::string_view finishReason);

} // namespace lapidary
