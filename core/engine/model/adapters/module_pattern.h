// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lapidary {

/// A regular expression of an adapter_config.json, read as Python's `re` reads it, on PCRE2 with limits: a hostile
/// pattern ends in "no match" and never hangs.
class ModulePattern {
public:
    static Result<ModulePattern> compile(const std::string &expression);
    bool matchesWhole(const std::string &path) const;                            ///< re.fullmatch
    std::optional<std::string> group(const std::string &path, int number) const; ///< re.match, then that group

private:
    struct Code;
    std::shared_ptr<const Code> code_;
};

/// Modules as PEFT names them: a list of names, each the whole path or what follows a dot in it, or one expression that
/// the whole path must match.
class ModuleNames {
public:
    ModuleNames() = default;
    explicit ModuleNames(std::vector<std::string> names) : names_(std::move(names)) {}
    static Result<ModuleNames> expression(const std::string &expression);

    bool match(const std::string &path) const;
    bool empty() const { return names_.empty() && !pattern_; }
    bool isExpression() const { return pattern_.has_value(); }

private:
    std::vector<std::string> names_;
    std::optional<ModulePattern> pattern_;
};

/// rank_pattern and alpha_pattern: the first key that matches the end of the path as an expression decides.
class PatternValues {
public:
    static Result<PatternValues> make(const std::vector<std::pair<std::string, double>> &entries);
    double of(const std::string &path, double otherwise) const;

private:
    std::vector<std::pair<ModulePattern, double>> entries_;
};

} // namespace lapidary
