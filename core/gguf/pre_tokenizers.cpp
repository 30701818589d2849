// SPDX-License-Identifier: Apache-2.0
// A GGUF file names how its vocabulary cuts texts; the patterns are those of the tokenizers that were published so.
#include "core/gguf/vocabulary.h"
#include <algorithm>

namespace lapidary::gguf {
namespace {

#define LAPIDARY_CONTRACTIONS "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
constexpr const char *kDigit = R"(\p{N})";
constexpr const char *kGpt2 = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr const char *kThreeDigits =
    LAPIDARY_CONTRACTIONS R"(|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char *kOneDigit =
    LAPIDARY_CONTRACTIONS R"(|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char *kWithMarks = LAPIDARY_CONTRACTIONS
    R"(|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char *kTekken = R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)"
                                R"(|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)"
                                R"(|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char *kGpt4o =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+)" LAPIDARY_CONTRACTIONS
    R"(?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*)" LAPIDARY_CONTRACTIONS
    R"(?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char *kSentences = R"( ?[^(\s|.,!?…。，、।۔،)]+)";
#undef LAPIDARY_CONTRACTIONS

constexpr struct {
    std::string_view name;
    const char *first, *second = nullptr;
    bool wholeWords = false, begins = false, composed = false;
} kSplits[] = {
    // The first of equal patterns is how a file is named that is written here.
    {"gpt-2", kGpt2},
    {"smollm", kDigit, kGpt2},
    {"llama-bpe", kThreeDigits, nullptr, true, true},
    {"qwen2", kOneDigit, nullptr, false, false, true},
    {"qwen35", kWithMarks, nullptr, false, false, true},
    {"tekken", kTekken, nullptr, true, true},
    {"gpt-4o", kGpt4o},
    {"bloom", kSentences},
    {"viking", kSentences, kDigit},
    {"dbrx", kThreeDigits},
    {"smaug-bpe", kThreeDigits},
    {"glm4", kThreeDigits},
    {"chatglm-bpe", kThreeDigits},
    {"llama3", kThreeDigits, nullptr, true, true},
    {"llama-v3", kThreeDigits, nullptr, true, true},
    {"falcon3", kThreeDigits, nullptr, true, true},
    {"falcon-h1", kThreeDigits, nullptr, true, true},
    {"pixtral", kThreeDigits, nullptr, true, true},
    {"midm-2.0", kThreeDigits, nullptr, true, true},
    {"lfm2", kThreeDigits, nullptr, true, true},
    {"jina-v5-nano", kThreeDigits, nullptr, true, true},
    {"starcoder", kDigit, kGpt2},
    {"refact", kDigit, kGpt2},
    {"command-r", kDigit, kGpt2},
    {"codeshell", kDigit, kGpt2},
    {"exaone", kDigit, kGpt2},
    {"minerva-7b", kDigit, kGpt2},
    {"mellum2", kDigit, kGpt2},
    {"phi-2", kGpt2},
    {"mpt", kGpt2},
    {"olmo", kGpt2},
    {"jais", kGpt2},
    {"trillion", kGpt2},
    {"exaone4", kGpt2},
    {"gigachat", kGpt2},
    {"mellum", kGpt2},
    {"a.x-4.0", kGpt2},
    {"modern-bert", kGpt2},
    {"granite-docling", kGpt2},
    {"stablelm2", kOneDigit},
    {"deepseek-r1-qwen", kOneDigit},
    {"kormo", kOneDigit},
    {"f2llmv2", kOneDigit},
    {"megrez", kOneDigit},
    {"hunyuan", kOneDigit},
    {"solar-open", kOneDigit},
    {"grok-2", kOneDigit},
    {"llama4", kGpt4o},
    {"kanana2", kGpt4o},
    {"talkie", kGpt4o},
    {"minimax-m2", kGpt4o},
    {"poro-chat", kSentences},
    {"gpt3-finnish", kSentences},
};

} // namespace

Result<ByteSplit> byteSplit(const std::string &name, const std::string &file) {
    const auto found =
        std::find_if(std::begin(kSplits), std::end(kSplits), [&](const auto &each) { return each.name == name; });
    if (found != std::end(kSplits)) {
        ByteSplit out{.wholeWords = found->wholeWords, .composed = found->composed, .begins = found->begins};
        for (const char *pattern : {found->first, found->second})
            if (pattern) out.patterns.emplace_back(pattern);
        return out;
    }
    std::string known;
    for (const auto &each : kSplits) known += (known.empty() ? "" : ", ") + std::string(each.name);
    return fail({.code = "gguf.unknown_pre_tokenizer",
                 .message = "the file cuts texts in a way that is not known here, so that its tokens would be wrong",
                 .file = file,
                 .field = "tokenizer.ggml.pre",
                 .found = shown(name),
                 .expected = known,
                 .remedy = "Import the model and put the tokenizer.json of its maker into the folder."});
}

std::optional<std::string> nameOfSplit(const std::vector<std::string> &patterns, bool wholeWords) {
    for (const auto &each : kSplits) {
        std::vector<std::string> own;
        for (const char *pattern : {each.first, each.second})
            if (pattern) own.emplace_back(pattern);
        if (own == patterns && each.wholeWords == wholeWords) return std::string(each.name);
    }
    return std::nullopt;
}

} // namespace lapidary::gguf
