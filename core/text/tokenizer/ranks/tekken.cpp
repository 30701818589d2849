// SPDX-License-Identifier: Apache-2.0
// Mistral's tekken.json, as mistral-common reads it: a vocabulary of ranked byte strings behind the special tokens,
// which have the first ids. Files before version 11 do not list the special tokens; all that are not named are filled
// up.
#include "core/text/tokenizer/base64.h"
#include "core/text/tokenizer/ranks/ranks.h"
#include <algorithm>

namespace lapidary::ranks {
namespace {

using State = Tokenizer::State;

constexpr std::int64_t kMostTokens = 1 << 24, kMostSpecial = 1 << 16;
constexpr const char *kOldSpecial[] = {"<unk>",
                                       "<s>",
                                       "</s>",
                                       "[INST]",
                                       "[/INST]",
                                       "[AVAILABLE_TOOLS]",
                                       "[/AVAILABLE_TOOLS]",
                                       "[TOOL_RESULTS]",
                                       "[/TOOL_RESULTS]",
                                       "[TOOL_CALLS]",
                                       "[IMG]",
                                       "<pad>",
                                       "[IMG_BREAK]",
                                       "[IMG_END]",
                                       "[PREFIX]",
                                       "[MIDDLE]",
                                       "[SUFFIX]",
                                       "[SYSTEM_PROMPT]",
                                       "[/SYSTEM_PROMPT]",
                                       "[TOOL_CONTENT]"};
constexpr const char *kVersions[] = {"v1", "v2", "v3", "v7", "v11", "v13", "v15"};

Error bad(const std::string &file, std::string field, Sentence message, const Json &found, Sentence expected) {
    return {.code = "tokenizer.bad_file",
            .message = std::move(message),
            .file = file,
            .field = std::move(field),
            .found = dumpJson(found).substr(0, 80),
            .expected = std::move(expected)};
}

struct Sizes {
    std::int64_t special = 0, ordinary = 0;
    std::string pattern, version;
};

Result<Sizes> sizesOf(const Json &json, const std::string &file) {
    const Json &config = json["config"], &vocabulary = json["vocab"];
    const auto pattern = getString(config, "pattern"), version = getString(config, "version");
    const auto all = getInteger(config, "default_vocab_size"),
               special = getInteger(config, "default_num_special_tokens");
    if (!pattern || !version || !all || !special)
        return fail(bad(file, "/config", "the configuration lacks a field", config,
                        "pattern, version, default_vocab_size and default_num_special_tokens"));
    if (std::find(std::begin(kVersions), std::end(kVersions), *version) == std::end(kVersions))
        return fail(bad(file, "/config/version", "this version is not known", Json(*version),
                        "v1, v2, v3, v7, v11, v13 or v15"));
    const auto listed = static_cast<std::int64_t>(vocabulary.size());
    if (*special < 0 || *special > kMostSpecial || *all < *special || *all - *special > listed || listed > kMostTokens)
        return fail(bad(file, "/config/default_vocab_size", "the sizes do not fit the vocabulary", config,
                        {"default_num_special_tokens, and {0} tokens at most behind them", listed}));
    return Sizes{*special, *all - *special, *pattern, *version};
}

/// The first of the vocabulary, as many as there are ids for. Ids are behind those of the special tokens.
Result<std::vector<RankedBytes>> tokensOf(const Json &vocabulary, const Sizes &sizes, const std::string &file) {
    std::vector<RankedBytes> out;
    std::unordered_map<std::string, std::int64_t> seen;
    for (std::int64_t i = 0; i < sizes.ordinary; ++i) {
        const Json &entry = vocabulary[static_cast<std::size_t>(i)];
        const std::string field = "/vocab/" + std::to_string(i);
        const auto rank = getInteger(entry, "rank");
        const auto text = getString(entry, "token_bytes");
        const auto bytes = text ? decodeBase64(*text) : std::nullopt;
        if (!rank || *rank != i || !bytes || bytes->empty())
            return fail(bad(file, field, "this is no token with its rank", entry,
                            {"the rank {0} and the bytes of a token in base64", i}));
        if (i < 256 && *bytes != std::string(1, static_cast<char>(i)))
            return fail(
                bad(file, field, "the first 256 tokens are not the bytes in their order", entry, {"the byte {0}", i}));
        if (const auto [it, fresh] = seen.emplace(*bytes, i); !fresh)
            return fail(
                bad(file, field, {"this token has the rank {0} already", it->second}, entry, "each token once"));
        out.push_back({*bytes, static_cast<std::int32_t>(i + sizes.special)});
    }
    return out;
}

Result<Json> specialOf(const Json &json, const Sizes &sizes, const std::string &file) {
    Json out = Json::array();
    const auto add = [&](const std::string &content) {
        out.push_back({{"id", out.size()}, {"content", content}, {"special", true}, {"normalized", false}});
    };
    if (const Json listed = json.value("special_tokens", Json()); listed.is_array()) {
        for (const Json &entry : listed) {
            const std::string field = "/special_tokens/" + std::to_string(out.size());
            const auto rank = getInteger(entry, "rank");
            const auto content = getString(entry, "token_str");
            if (!rank || *rank != static_cast<std::int64_t>(out.size()) || !content)
                return fail(bad(file, field, "this is no special token with its rank", entry,
                                {"the rank {0} and the text of a token", out.size()}));
            add(*content);
        }
    } else if (!listed.is_null() || sizes.version == "v11" || sizes.version == "v13" || sizes.version == "v15") {
        return fail(bad(file, "/special_tokens", "the file does not list its special tokens", listed,
                        "a list, from version v11 on"));
    } else {
        for (const char *content : kOldSpecial) add(content);
    }
    if (static_cast<std::int64_t>(out.size()) > sizes.special)
        return fail(bad(file, "/special_tokens", "there are more special tokens than ids for them", Json(out.size()),
                        {"{0} at most", sizes.special}));
    while (static_cast<std::int64_t>(out.size()) < sizes.special) add("<SPECIAL_" + std::to_string(out.size()) + ">");
    return out;
}

} // namespace

bool isTekken(const Json &json) {
    return json.is_object() && !json.contains("model") && json.contains("vocab") && json["vocab"].is_array() &&
           json.contains("config") && json["config"].is_object();
}

Result<std::shared_ptr<const State>> readTekken(const Json &json, const std::string &file) {
    const auto sizes = sizesOf(json, file);
    if (!sizes) return unexpected(sizes.error());
    const auto tokens = tokensOf(json["vocab"], *sizes, file);
    if (!tokens) return unexpected(tokens.error());
    const auto special = specialOf(json, *sizes, file);
    if (!special) return unexpected(special.error());
    auto state = makeState(*tokens, sizes->pattern, false, file);
    if (!state) return unexpected(state.error());
    if (auto ok = readAdded(*special, **state, file, AddedIds::Listed); !ok) return unexpected(ok.error());
    for (const auto &[name, slot] :
         {std::pair{"<s>", &(*state)->bos}, {"</s>", &(*state)->eos}, {"<pad>", &(*state)->pad}})
        if (const auto it = (*state)->ids.find(std::string_view(name));
            it != (*state)->ids.end() && (*state)->special.contains(it->second))
            *slot = it->second;
    (*state)->postProcessor = putAround((*state)->bos, std::nullopt, **state);
    return std::shared_ptr<const State>(std::move(*state));
}

} // namespace lapidary::ranks
