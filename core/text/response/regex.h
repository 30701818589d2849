// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lapidary::response {

/// A regular expression in Python's dialect with DOTALL, as far as PCRE2 has it: \Z is the end of the text.
class Regex {
public:
    struct Match {
        std::size_t begin = 0, end = 0;
        std::vector<std::pair<std::string, std::string>> groups{}; ///< the named ones that took part
        const std::string *group(std::string_view name) const;
    };
    static Result<Regex> compile(const std::string &expression, const std::string &field);
    /// Any of these texts, a longer one first.
    static Result<Regex> anyOf(std::vector<std::string> literals, const std::string &field);

    /// The leftmost match that begins at `from` or behind it, in valid UTF-8. response.limit where it gives up.
    Result<std::optional<Match>> search(std::string_view text, std::size_t from) const;
    /// All of them, one behind the other.
    Result<std::vector<Match>> all(std::string_view text) const;
    const std::vector<std::string> &names() const { return names_; }

private:
    struct Code;
    std::shared_ptr<const Code> code_{};
    std::vector<std::string> names_{}; ///< of the groups
    std::vector<int> numbers_{};
};

} // namespace lapidary::response
