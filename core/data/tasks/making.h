// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/rng.h"
#include "core/config/described.h"
#include "core/data/tasks/task.h"
#include "core/text/answer/fraction.h"
#include <functional>

// What generators of problems in words share.
namespace lapidary {

/// A step of a written-out solution.
struct WrittenStep {
    std::string text{};
    bool right = true; ///< false: a slip was made on purpose; what follows from it is right again
};

/// A problem as a generator leaves it. `form`: TaskInfo::canonical of its prompt; empty: none could be made.
struct MadeRow {
    std::string prompt{}, reference{}, form{};
    std::vector<WrittenStep> steps{};
    bool chinese = false;
    Json more = Json::object(); ///< further columns
    std::string answer{};       ///< that the steps come to; empty: the reference
};

/// Makes problems until `count` of different meaning are there. Two streams, so that the settings of demonstrations
/// leave the problems as they are. Errors: task.exhausted.
Result<std::vector<Json>> makeRows(const char *task, std::uint64_t seed, std::int64_t count,
                                   const std::function<MadeRow(Rng &problems, Rng &chains)> &make);

/// {"id", "prompt", "reference", "completion", "chain", "labels", "first_error", "language", …}
Json rowOf(const MadeRow &made, const std::string &id);

/// "en", "zh" or, of "both", one by chance.
bool isChinese(const std::string &language, Rng &rng);
inline const std::vector<std::string> kLanguages = {"en", "zh", "both"};
inline constexpr const char *kLanguageEffect = "language of the problems; both: one or the other by chance";
inline constexpr const char *kErrorEffect = "chance that a result of a demonstration is wrong and carried on";

/// A number between both, both included.
std::int64_t numberBetween(std::int64_t low, std::int64_t high, Rng &rng);

/// An error where the largest lies below the smallest.
Status mustBeOrdered(const char *field, std::int64_t low, std::int64_t high);

/// A result with a chance of a slip: a wrong digit, as people and models make them.
Fraction slipped(Fraction right, double errorRate, Rng &rng);

/// Writes "a op b = c" steps and carries slips on.
class SolutionWriter {
public:
    SolutionWriter(double errorRate, Rng &rng) : errorRate_(errorRate), rng_(rng) {}
    /// The result as it was written.
    Fraction write(Fraction left, char op, Fraction right);
    std::vector<WrittenStep> steps{};

private:
    double errorRate_;
    Rng &rng_;
};

/// "12 - 3" → what it comes to. Operators + - * /.
std::optional<Fraction> applied(Fraction left, char op, Fraction right);

/// Begins of texts that are read back. Blanks in front are passed over.
bool takeText(std::string_view &text, std::string_view prefix);
std::optional<Fraction> takeNumber(std::string_view &text);
/// The text without blanks at both ends.
std::string_view trimmed(std::string_view text);

} // namespace lapidary
