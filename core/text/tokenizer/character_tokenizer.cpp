// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/character_tokenizer.h"
#include "core/base/json.h"
#include <nlohmann/json.hpp>

namespace lapidary {

std::string characterTokenizerJson(const std::vector<std::string> &symbols, const std::vector<std::string> &specials,
                                   const std::vector<SymbolPair> &pairs) {
    Json vocabulary = Json::object(), added = Json::array(), merges = Json::array(), post = nullptr;
    int id = 0;
    for (const auto &special : specials) {
        added.push_back({{"id", id},
                         {"content", special},
                         {"single_word", false},
                         {"lstrip", false},
                         {"rstrip", false},
                         {"normalized", false},
                         {"special", true}});
        if (special == "<bos>")
            post = {{"type", "TemplateProcessing"},
                    {"single", Json::array({{{"SpecialToken", {{"id", special}, {"type_id", 0}}}},
                                            {{"Sequence", {{"id", "A"}, {"type_id", 0}}}}})},
                    {"pair", Json::array({{{"SpecialToken", {{"id", special}, {"type_id", 0}}}},
                                          {{"Sequence", {{"id", "A"}, {"type_id", 0}}}},
                                          {{"Sequence", {{"id", "B"}, {"type_id", 1}}}}})},
                    {"special_tokens",
                     {{special, {{"id", special}, {"ids", Json::array({id})}, {"tokens", Json::array({special})}}}}}};
        vocabulary[special] = id++;
    }
    for (const auto &symbol : symbols) vocabulary[symbol] = id++;
    for (const auto &[left, right] : pairs) {
        vocabulary[left + right] = id++;
        merges.push_back({left, right});
    }
    const Json tokenizer = {{"version", "1.0"},
                            {"truncation", nullptr},
                            {"padding", nullptr},
                            {"added_tokens", added},
                            {"normalizer", nullptr},
                            {"pre_tokenizer", nullptr},
                            {"post_processor", post},
                            {"decoder", {{"type", "Fuse"}}},
                            {"model",
                             {{"type", "BPE"},
                              {"dropout", nullptr},
                              {"unk_token", nullptr},
                              {"continuing_subword_prefix", nullptr},
                              {"end_of_word_suffix", nullptr},
                              {"fuse_unk", false},
                              {"byte_fallback", false},
                              {"ignore_merges", false},
                              {"vocab", vocabulary},
                              {"merges", merges}}}};
    return dumpJson(tokenizer, 2) + "\n";
}

} // namespace lapidary
