// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/kept_draws.h"
#include "core/base/hash.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>

namespace lapidary {

namespace {

bool isKept(const CompletionRequest &request) {
    return request.n > 1 && request.begun.empty() && request.until.marks.empty() && request.messages.is_null() &&
           !request.ids.empty();
}

/// All that decides what is drawn, but for the model and the processor.
std::string keyOf(const CompletionRequest &request, bool scores) {
    const Json all = {request.ids,
                      request.stream,
                      request.n,
                      request.firstSample,
                      request.byFirstRank,
                      request.prefix,
                      describedSampling().write(request.sampling),
                      request.until.tokens,
                      request.until.texts,
                      request.until.piece,
                      scores};
    return contentHash(dumpJson(all));
}

Json floats(const std::vector<float> &values) {
    Json out = Json::array();
    for (const float value : values) out.push_back(std::isfinite(value) ? jsonOfFloat(value) : Json());
    return out;
}
std::vector<float> floatsIn(const Json &values) {
    std::vector<float> out;
    for (const Json &value : values) out.push_back(value.is_null() ? NAN : value.get<float>());
    return out;
}

Json written(const Completion &completion) {
    Json scores = Json::array();
    for (const TokenScore &each : completion.scores)
        scores.push_back(floats({each.logprob, each.entropy, each.margin, each.confidence, each.certainty}));
    return {completion.ids,
            completion.text,
            completion.finishReason,
            floats(completion.logprobs),
            floats(completion.entropies),
            scores};
}

Completion completionIn(const Json &row) {
    Completion out{.ids = row.at(0).get<std::vector<std::int64_t>>(),
                   .text = row.at(1).get<std::string>(),
                   .finishReason = row.at(2).get<std::string>(),
                   .logprobs = floatsIn(row.at(3)),
                   .entropies = floatsIn(row.at(4))};
    for (const Json &each : row.at(5)) {
        const auto numbers = floatsIn(each);
        out.scores.push_back({numbers.at(0), numbers.at(1), numbers.at(2), numbers.at(3), numbers.at(4)});
    }
    return out;
}

bool isWhole(const GeneratedPrompt &made) {
    return std::none_of(made.completions.begin(), made.completions.end(),
                        [](const Completion &each) { return each.finishReason == "cancelled"; });
}

} // namespace

Result<std::shared_ptr<const KeptDraws>> KeptDraws::open(std::shared_ptr<const LanguageModel> model,
                                                         const fs::path &folder, const std::string &own) {
    if (auto made = makeFolders(folder); !made) return unexpected(made.error());
    std::shared_ptr<KeptDraws> out(new KeptDraws(std::move(model)));
    out->own_ = folder / (own + ".jsonl");
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto &entry : fs::directory_iterator(folder, ignored)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path &file : files) out->index(file);
    return std::shared_ptr<const KeptDraws>(std::move(out));
}

/// A line begins with its key: {"key":"…". One that another run is still writing has no end yet.
void KeptDraws::index(const fs::path &file) {
    constexpr std::string_view kBegin = R"({"key":")";
    constexpr std::size_t kKey = 32;
    std::ifstream in(file, std::ios::binary);
    std::uint64_t offset = 0;
    for (std::string line; std::getline(in, line); offset += line.size() + 1) {
        if (in.eof()) {
            torn_ |= file == own_;
            break;
        }
        if (!line.starts_with(kBegin) || line.size() < kBegin.size() + kKey) continue;
        places_[line.substr(kBegin.size(), kKey)] = {files_.size(), offset, line.size()};
    }
    files_.push_back(file);
}

/// What is damaged is not there: it is drawn again.
std::optional<KeptDraws::Draw> KeptDraws::find(const std::string &key, const CompletionRequest &request) const {
    const auto place = places_.find(key);
    if (place == places_.end()) return std::nullopt;
    std::ifstream in(files_[place->second.file], std::ios::binary);
    in.seekg(static_cast<std::streamoff>(place->second.offset));
    std::string line(place->second.bytes, '\0');
    if (!in.read(line.data(), static_cast<std::streamsize>(line.size()))) return std::nullopt;
    const auto row = parseJson(line);
    if (!row || row->value("key", "") != key) return std::nullopt;
    const Json samples = row->value("samples", Json::array());
    if (contentHash(dumpJson(samples)) != row->value("hash", "") || std::ssize(samples) != request.n)
        return std::nullopt;
    Draw out{.made = {.completions = {}, .cachedTokens = row->value("cached", std::int64_t{0})},
             .seconds = row->value("seconds", 0.0)};
    for (const Json &each : samples) out.made.completions.push_back(completionIn(each));
    return out;
}

Result<std::vector<GeneratedPrompt>> KeptDraws::complete(std::span<const CompletionRequest> requests,
                                                         const Watch &watch) const {
    std::vector<GeneratedPrompt> out(requests.size());
    std::vector<std::size_t> rest;
    for (std::size_t r = 0; r < requests.size(); ++r) {
        auto found = isKept(requests[r]) ? find(keyOf(requests[r], watch.scores), requests[r]) : std::nullopt;
        if (!found) {
            rest.push_back(r);
            continue;
        }
        out[r] = std::move(found->made);
        ++taken_;
        seconds_[requests[r].stream] += found->seconds;
    }
    if (auto drawn = drawRest(requests, rest, watch, out); !drawn) return unexpected(drawn.error());
    return out;
}

Status KeptDraws::drawRest(std::span<const CompletionRequest> requests, const std::vector<std::size_t> &rest,
                           const Watch &watch, std::vector<GeneratedPrompt> &out) const {
    if (rest.empty()) return {};
    std::vector<CompletionRequest> wanted;
    for (const std::size_t r : rest) wanted.push_back(requests[r]);
    Watch part = watch;
    if (rest.front() != 0) part.grew = nullptr; // the first request is there already
    const auto start = std::chrono::steady_clock::now();
    auto drawn = model_->complete(wanted, part);
    if (!drawn) return unexpected(drawn.error());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto tokensOf = [](const GeneratedPrompt &made) {
        std::int64_t sum = 0;
        for (const Completion &each : made.completions) sum += each.tokens();
        return static_cast<double>(sum);
    };
    double all = 0;
    for (const auto &made : *drawn) all += tokensOf(made);
    for (std::size_t i = 0; i < rest.size(); ++i) {
        GeneratedPrompt &made = (*drawn)[i];
        if (isKept(wanted[i]) && isWhole(made))
            if (auto kept = keep(keyOf(wanted[i], watch.scores), made, all > 0 ? seconds * tokensOf(made) / all : 0);
                !kept)
                return kept;
        out[rest[i]] = std::move(made);
    }
    return {};
}

Status KeptDraws::keep(const std::string &key, const GeneratedPrompt &made, double seconds) const {
    Json samples = Json::array();
    for (const Completion &each : made.completions) samples.push_back(written(each));
    const std::string hash = contentHash(dumpJson(samples));
    const Json row = {{"key", key},
                      {"hash", hash},
                      {"seconds", seconds},
                      {"cached", made.cachedTokens},
                      {"samples", std::move(samples)}};
    std::ofstream out(own_, std::ios::app | std::ios::binary);
    out << (torn_ ? "\n" : "") << dumpJson(row) << '\n';
    torn_ = false;
    out.flush();
    return out ? Status{} : Status(fail(systemError("write", own_, errno)));
}

double KeptDraws::secondsTaken(const std::string &stream) const {
    const auto it = seconds_.find(stream);
    return it == seconds_.end() ? 0 : it->second;
}

} // namespace lapidary
