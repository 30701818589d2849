// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/sentence.h"
#include <cstdint>
#include <string>
#include <tl/expected.hpp>

namespace lapidary {

/// An expected failure, told so that a person can mend it: where, what was found, what was expected, the remedy.
/// `code` is a stable dotted word ("safetensors.header_too_large"); empty or negative members are unknown. What is said
/// in words is a Sentence, so that a window can say it in another language.
struct Error {
    std::string code;
    Sentence message;
    std::string file{};
    std::int64_t line = 0;    ///< 1-based; 0 = unknown
    std::int64_t offset = -1; ///< bytes from the start of the file; -1 = unknown
    std::string field{};      ///< JSON pointer, TOML key or tensor name
    Sentence found{};
    Sentence expected{};
    Sentence remedy{};
};

template <class T> using Result = tl::expected<T, Error>;
using Status = Result<void>;
using tl::unexpected;

/// The code of the outcome that is not an error: somebody asked for the end.
inline constexpr const char *kCancelled = "job.cancelled";

/// Shorthand for the common case. Further members are set on the returned value.
[[nodiscard]] unexpected<Error> fail(std::string code, Sentence message);
[[nodiscard]] unexpected<Error> fail(Error error);

/// One readable sentence or two: "file:line: message; found …; expected …. Remedy."
Sentence told(const Error &error);
std::string describe(const Error &error); ///< the same in English

} // namespace lapidary
