// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/ranks/ranks.h"
#include <algorithm>

namespace lapidary::ranks {
namespace {

using Specials = std::vector<std::pair<std::string, std::int64_t>>;

constexpr const char *kGpt2 = R"('(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s)";
constexpr const char *kCl100k = R"('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+|)"
                                R"( ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s)";
constexpr const char *kO200k =
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
    R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|)"
    R"(\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char *kLlama3 = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|)"
                                R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char *kQwen = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|)"
                              R"( ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

Specials gpt2(std::int64_t) {
    return {{"<|endoftext|>", 50256}};
}
Specials edit(std::int64_t) {
    return {{"<|endoftext|>", 50256}, {"<|fim_prefix|>", 50281}, {"<|fim_middle|>", 50282}, {"<|fim_suffix|>", 50283}};
}
Specials cl100k(std::int64_t) {
    return {{"<|endoftext|>", 100257},
            {"<|fim_prefix|>", 100258},
            {"<|fim_middle|>", 100259},
            {"<|fim_suffix|>", 100260},
            {"<|endofprompt|>", 100276}};
}
Specials o200k(std::int64_t) {
    return {{"<|endoftext|>", 199999}, {"<|endofprompt|>", 200018}};
}

/// Numbers that have no name of their own are reserved; of 200018 both names are known, the older one counts first.
Specials harmony(std::int64_t) {
    Specials out = {{"<|startoftext|>", 199998}, {"<|endoftext|>", 199999}, {"<|return|>", 200002},
                    {"<|constrain|>", 200003},   {"<|channel|>", 200005},   {"<|start|>", 200006},
                    {"<|end|>", 200007},         {"<|message|>", 200008},   {"<|call|>", 200012},
                    {"<|endofprompt|>", 200018}};
    for (std::int64_t id = 200000; id < 201088; ++id)
        if (std::none_of(out.begin(), out.begin() + 10, [&](const auto &named) { return named.second == id; }))
            out.emplace_back("<|reserved_" + std::to_string(id) + "|>", id);
    return out;
}

/// 256 tokens behind the ranks, named as from Llama 3.1 on; those of Llama 3.0 differ where it has them reserved.
Specials llama3(std::int64_t next) {
    static constexpr const char *kNames[] = {"begin_of_text",
                                             "end_of_text",
                                             "reserved_special_token_0",
                                             "reserved_special_token_1",
                                             "finetune_right_pad_id",
                                             "step_id",
                                             "start_header_id",
                                             "end_header_id",
                                             "eom_id",
                                             "eot_id",
                                             "python_tag"};
    Specials out;
    const auto add = [&](const std::string &name) { out.emplace_back("<|" + name + "|>", next++); };
    for (const char *name : kNames) add(name);
    for (int i = 2; out.size() < 256; ++i) add("reserved_special_token_" + std::to_string(i));
    return out;
}

Specials qwen(std::int64_t next) {
    Specials out;
    for (const char *name : {"<|endoftext|>", "<|im_start|>", "<|im_end|>"}) out.emplace_back(name, next++);
    for (int i = 0; i < 205; ++i) out.emplace_back("<|extra_" + std::to_string(i) + "|>", next++);
    return out;
}

constexpr std::string_view kEndOfText = "<|endoftext|>";
const RankEncoding kEncodings[] = {
    {.name = "gpt2", .pattern = kGpt2, .end = kEndOfText, .special = gpt2},
    {.name = "r50k_base", .pattern = kGpt2, .end = kEndOfText, .special = gpt2},
    {.name = "p50k_base", .pattern = kGpt2, .end = kEndOfText, .special = gpt2},
    {.name = "p50k_edit", .pattern = kGpt2, .end = kEndOfText, .special = edit},
    {.name = "cl100k_base", .pattern = kCl100k, .end = kEndOfText, .special = cl100k},
    {.name = "o200k_base", .pattern = kO200k, .end = kEndOfText, .special = o200k},
    {.name = "o200k_harmony",
     .pattern = kO200k,
     .begin = "<|startoftext|>",
     .end = "<|return|>",
     .pad = kEndOfText,
     .special = harmony},
    {.name = "llama3",
     .pattern = kLlama3,
     .begin = "<|begin_of_text|>",
     .end = "<|end_of_text|>",
     .pad = "<|finetune_right_pad_id|>",
     .putsBegin = true,
     .special = llama3},
    {.name = "qwen", .pattern = kQwen, .normalised = true, .end = kEndOfText, .pad = kEndOfText, .special = qwen}};

} // namespace

const RankEncoding *findEncoding(std::string_view name) {
    for (const auto &each : kEncodings)
        if (each.name == name) return &each;
    return nullptr;
}

std::string encodingNames() {
    std::string out;
    for (const auto &each : kEncodings) out += (out.empty() ? "" : ", ") + std::string(each.name);
    return out;
}

} // namespace lapidary::ranks
