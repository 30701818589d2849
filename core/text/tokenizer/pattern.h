// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/error.h"
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace lapidary {

/// A pre-tokeniser's regular expression on PCRE2 with JIT and limits. Syntax that PCRE2 would silently read otherwise
/// than the reference (set intersection, \h) is refused; \w and \s mean what they mean there.
class Pattern {
public:
    static Result<Pattern> compile(const std::string &expression, const std::string &file);
    static Result<Pattern> literal(const std::string &text);

    using See = std::function<void(std::size_t begin, std::size_t end)>;

    /// Finds matches in one text after the other; not to be shared between threads.
    class Finder {
    public:
        /// Calls `see` for each match, left to right, also for empty ones. `text` must be UTF-8. An error when a limit
        /// is hit.
        Status forEach(std::string_view text, const See &see) const;

    private:
        friend class Pattern;
        struct Scratch;
        std::shared_ptr<Scratch> scratch_;
    };
    Finder finder() const;
    Status forEach(std::string_view text, const See &see) const { return finder().forEach(text, see); }

private:
    struct Code;
    std::shared_ptr<const Code> code_;
};

} // namespace lapidary
