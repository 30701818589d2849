// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/data/row_findings.h"
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {

/// A tokenizer that rows are looked at through, and whose it is.
struct NamedTokenizer {
    std::string name{};
    fs::path folder{};
};

/// Looks at the rows of a file one after the other for what makes them worth less than they seem: ids that come again,
/// rows that come again, and what a tokenizer cannot read as it is written. Every row counts nevertheless.
class RowWatch {
public:
    explicit RowWatch(const std::vector<NamedTokenizer> &tokenizers);
    void see(const Json &row, std::int64_t line);
    std::int64_t repeatedIds() const { return repeatedIds_.count; }
    std::int64_t repeatedRows() const { return repeatedRows_.count; }
    std::vector<Error> notes(const std::string &file) const;

private:
    struct Repeated {
        struct Lines;
        Repeated();
        ~Repeated();
        std::unique_ptr<Lines> first;                  ///< hash → line
        std::int64_t count = 0, line = 0, earlier = 0; ///< how many, and the lines of the first such pair
        std::string what{};
        void see(std::string_view key, const std::string &shown, std::int64_t at);
    };
    struct Reader {
        std::string name{};
        std::optional<Tokenizer> tokenizer{};
        TextFindings findings{};
        std::int64_t unreadable = 0;    ///< rows with a text that it has no token for at all
        std::optional<Error> trouble{}; ///< the first of them, or why there is no tokenizer
    };
    Repeated repeatedIds_{}, repeatedRows_{};
    std::int64_t rows_ = 0, withoutId_ = 0, firstWithoutId_ = 0;
    std::vector<Reader> readers_{};
    std::string words_{}; ///< of the row that is looked at
};

} // namespace lapidary
