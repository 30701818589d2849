// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/verb.h"
#include "core/base/json.h"
#include <cstdio>
#include <nlohmann/json.hpp>

namespace lapidary {

struct LineFlags {
    std::string in, out; ///< empty: standard input, standard output
};
void addOutFlag(CLI::App &command, LineFlags &flags);
void addLineFlags(CLI::App &command, LineFlags &flags); ///< --in and --out

/// JSON Lines on standard output or into a file. Every write is checked: a full disk is an error, not a short file.
class LineWriter {
public:
    static Result<LineWriter> open(const std::string &file);
    LineWriter(LineWriter &&other) noexcept;
    LineWriter &operator=(LineWriter &&) = delete;
    ~LineWriter();
    Status write(const Json &line);
    Status close();

private:
    explicit LineWriter(std::FILE *stream, std::string file) : stream_(stream), file_(std::move(file)) {}
    std::FILE *stream_;
    std::string file_;
};

/// The loop of all plumbing: one request a line in, one answer a line out, in the same order. The request's `id` comes
/// back. A bad line, or an error of `answer`, becomes {"error": …} in its place and makes the exit code 1. The errors
/// that end the whole call (the worker died, stopped on request) stand in their line's place too, then the loop ends.
using AnswerLine = std::function<Result<Json>(const Json &request)>;
Result<int> answerLines(const LineFlags &flags, const Common &common, const AnswerLine &answer);

/// Refuses fields that no verb of that name reads, so that a typing mistake is not silently ignored. `id` is known.
Status checkRequest(const Json &request, std::initializer_list<const char *> known);

/// A field of the wrong type, in the words that every verb uses.
Error wrongField(const char *field, const Json &found, const char *expected);

/// A truth value, or `otherwise` where the request has none.
Result<bool> getFlag(const Json &request, const char *key, bool otherwise);

/// The members of an array of whole numbers.
Result<std::vector<std::int64_t>> getIntegers(const Json &request, const char *key);

} // namespace lapidary
