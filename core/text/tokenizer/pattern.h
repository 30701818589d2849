// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace lapidary {

/// A pre-tokeniser's regular expression on PCRE2 with JIT and limits. Syntax that PCRE2 would silently read otherwise
/// than the reference (set intersection, \h) is refused.
class Pattern {
public:
    static Result<Pattern> compile(const std::string &expression, const std::string &file);
    static Result<Pattern> literal(const std::string &text);

    /// Calls `see(begin, end)` for each match, left to right. Empty matches are passed over. An error when a limit is hit.
    Status forEach(std::string_view text, const std::function<void(std::size_t, std::size_t)> &see) const;

private:
    struct Code;
    std::shared_ptr<const Code> code_;
};

} // namespace lapidary
