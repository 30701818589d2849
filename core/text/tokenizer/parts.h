// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include "core/text/tokenizer/tracked_text.h"
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lapidary {

using Normalizer = std::function<Status(TrackedText &)>;
using PreTokenizer = std::function<Status(Words &)>;
using TokenDecoder = std::function<void(std::vector<std::string> &)>;

/// Each returns an empty function for null; types that are not known are refused by name.
Result<Normalizer> makeNormalizer(const Json &spec, const std::string &file, int depth = 0);
Result<PreTokenizer> makePreTokenizer(const Json &spec, const std::string &file, int depth = 0);
Result<TokenDecoder> makeDecoder(const Json &spec, const std::string &file, int depth = 0);

/// What the readers of the parts share.
namespace parts {

/// One kind: the name under "type" and what reads the rest.
template <class F> struct Kind {
    const char *type;
    Result<F> (*make)(const Json &spec, const std::string &file);
};

Error unknown(const char *what, const Json &spec, const std::string &file);
Error badOption(const char *what, std::string option, const Json &found, Sentence expected, const std::string &file);
std::string typeOf(const Json &spec);
/// {"String": …} or {"Regex": …} under "pattern".
Result<Pattern> patternOf(const Json &spec, const char *what, const std::string &file);
/// One character, as "▁"; `fallback` where the option is missing.
Result<std::string> characterOf(const Json &spec, const char *option, const char *fallback, const char *what,
                                const std::string &file);
Status checkDepth(int depth, const std::string &file);

/// A kind of the registry, or a Sequence of kinds under the key `list`, of which `run` makes one function.
template <class F, std::size_t N, class Run>
Result<F> make(const char *what, const char *list, const Kind<F> (&registry)[N], const Json &spec,
               const std::string &file, int depth, Result<F> (*member)(const Json &, const std::string &, int),
               Run run) {
    if (spec.is_null()) return F{};
    const std::string type = typeOf(spec);
    if (type != "Sequence") {
        for (const auto &kind : registry)
            if (type == kind.type) return kind.make(spec, file);
        return fail(unknown(what, spec, file));
    }
    if (auto ok = checkDepth(depth, file); !ok) return unexpected(ok.error());
    const Json entries = spec.value(list, Json());
    if (!entries.is_array()) return fail(badOption(what, list, entries, "a list", file));
    std::vector<F> members;
    for (const auto &entry : entries) {
        auto made = member(entry, file, depth + 1);
        if (!made) return unexpected(made.error());
        if (*made) members.push_back(std::move(*made));
    }
    return F(run(std::move(members)));
}

} // namespace parts
} // namespace lapidary
