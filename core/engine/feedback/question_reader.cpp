// SPDX-License-Identifier: Apache-2.0
#include "core/engine/feedback/question_reader.h"

namespace lapidary {

Result<std::string> QuestionReader::textOf(const std::string &question) {
    if (!hasTemplate_) hasTemplate_ = chat_.templateHash().has_value();
    if (!*hasTemplate_) return question;
    const Json turn = {{"role", "user"}, {"content", question}};
    return chat_.textOf({{"messages", Json::array({turn})}, {"add_generation_prompt", true}});
}

Result<std::vector<std::int64_t>> QuestionReader::idsOf(const std::string &text, const std::string &begun) const {
    const auto read = tokenizer_.encode(text, true);
    if (!read) return unexpected(read.error());
    std::vector<std::int64_t> ids(read->ids.begin(), read->ids.end());
    if (begun.empty()) return ids;
    const auto behind = tokensBehind(tokenizer_, text, read->ids, begun, true);
    if (!behind) return unexpected(behind.error());
    ids.insert(ids.end(), behind->begin(), behind->end());
    return ids;
}

Result<std::vector<Completion>> writeAnswers(const Decoder &model, const QuestionReader &reader,
                                             const std::vector<ToWrite> &wanted, const SamplingConfig &sampling,
                                             const std::stop_token &stop) {
    std::vector<GenerationPrompt> prompts;
    for (const ToWrite &each : wanted) {
        auto ids = reader.idsOf(each.text, each.begun);
        if (!ids) return unexpected(ids.error());
        prompts.push_back({.ids = std::move(*ids), .key = each.key, .n = 1});
    }
    GenerateOptions options{.sampling = sampling};
    options.stop = stop;
    options.decode = [&](const std::vector<std::int64_t> &ids) {
        return reader.tokenizer().decode(std::vector<std::int32_t>(ids.begin(), ids.end()), true);
    };
    auto written = generate(model, prompts, options);
    if (!written) return unexpected(written.error());
    if (stop.stop_requested()) return fail(kCancelled, "stopped while answers were written");
    std::vector<Completion> out;
    for (auto &each : *written) out.push_back(std::move(each.completions.at(0)));
    return out;
}

Result<std::vector<Completion>> writeReasons(const Decoder &judge, const QuestionReader &reader,
                                             const std::vector<std::string> &texts, std::int64_t maxTokens,
                                             const std::stop_token &stop) {
    std::vector<ToWrite> wanted;
    for (const std::string &text : texts) wanted.push_back({text, "", std::to_string(wanted.size())});
    return writeAnswers(judge, reader, wanted, {.maxNewTokens = maxTokens, .temperature = 0}, stop);
}

} // namespace lapidary
