// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/ranks/ranks.h"
#include <algorithm>

namespace lapidary::ranks {
namespace {

using State = Tokenizer::State;

Error unknownEncoding(const std::string &file, std::string field, const std::string &found) {
    return {.code = "tokenizer.unknown_encoding",
            .message = "a list of ranks does not say how a text is cut and which special tokens there are, and no "
                       "encoding that is known is named",
            .file = file,
            .field = std::move(field),
            .found = found,
            .expected = encodingNames(),
            .remedy = "Name the file after its encoding, as cl100k_base.tiktoken; or write \"tiktoken_encoding\" into "
                      "the tokenizer_config.json beside it; or add the tokenizer.json of the same model."};
}

/// The class of tokenizers that a configuration names; some bring a pattern of their own.
Result<std::string> encodingOfClass(const Json &config, const std::string &configFile) {
    const Json named = config.value("tokenizer_class", Json());
    std::string name = named.is_string() ? named.get<std::string>() : "";
    if (name.ends_with("Fast")) name.resize(name.size() - 4);
    if (name == "QWenTokenizer") return std::string("qwen");
    if (name == "TikTokenTokenizer") return fail(unknownEncoding(configFile, "tokenizer_class", name));
    return std::string();
}

Result<const RankEncoding *> encodingOf(const Json &config, const std::string &configFile, const fs::path &file,
                                        const std::string &named) {
    if (!named.empty()) {
        if (const auto *known = findEncoding(named)) return known;
        return fail(unknownEncoding(file.string(), "encoding", named));
    }
    if (const auto given = config.find("tiktoken_encoding"); given != config.end()) {
        const std::string name = given->is_string() ? given->get<std::string>() : dumpJson(*given).substr(0, 60);
        if (const auto *known = findEncoding(name)) return known;
        return fail(unknownEncoding(configFile, "tiktoken_encoding", name));
    }
    const auto ofClass = encodingOfClass(config, configFile);
    if (!ofClass) return unexpected(ofClass.error());
    if (const auto *known = findEncoding(*ofClass)) return known;
    if (const auto *known = findEncoding(file.stem().string())) return known;
    if (file.extension() == ".model") return findEncoding("llama3");
    return fail(unknownEncoding(file.string(), {}, file.filename().string()));
}

Json addedToken(std::int64_t id, const std::string &content, const Json &flags) {
    return {{"id", id},
            {"content", content},
            {"special", flags.value("special", true)},
            {"lstrip", flags.value("lstrip", false)},
            {"rstrip", flags.value("rstrip", false)},
            {"single_word", flags.value("single_word", false)},
            {"normalized", false}};
}

/// Those of the configuration, else those of the encoding.
Json addedTokens(const Json &config, const RankEncoding &encoding, const State &state) {
    Json list = Json::array();
    const Json decoder = config.value("added_tokens_decoder", Json());
    if (decoder.is_object() && !decoder.empty()) {
        for (const auto &[key, token] : decoder.items()) {
            const bool digits = !key.empty() && key.size() <= 10 &&
                                std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
            const Json content = token.is_object() ? token.value("content", Json()) : token;
            list.push_back(addedToken(digits ? std::stoll(key) : -1,
                                      content.is_string() ? content.get<std::string>() : std::string(),
                                      token.is_object() ? token : Json::object()));
        }
        return list;
    }
    std::int64_t next = 0;
    for (const auto &[id, token] : state.tokens) next = std::max<std::int64_t>(next, id + std::int64_t{1});
    for (const auto &[content, id] : encoding.special(next)) list.push_back(addedToken(id, content, Json::object()));
    return list;
}

Result<std::shared_ptr<const State>> make(std::string_view bytes, const RankEncoding &encoding, const Json &config,
                                          const std::string &configFile, const std::string &file) {
    const auto tokens = parseRankFile(bytes, file);
    if (!tokens) return unexpected(tokens.error());
    auto state = makeState(*tokens, encoding.pattern, encoding.normalised, file);
    if (!state) return unexpected(state.error());
    if (auto ok = readAdded(addedTokens(config, encoding, **state), **state, file, AddedIds::Listed); !ok)
        return unexpected(ok.error());
    const std::tuple<const char *, std::string_view, std::optional<std::int32_t> *> slots[] = {
        {"bos_token", encoding.begin, &(*state)->bos},
        {"eos_token", encoding.end, &(*state)->eos},
        {"pad_token", encoding.pad, &(*state)->pad}};
    for (const auto &[key, name, slot] : slots) {
        if (const auto it = (*state)->ids.find(name); it != (*state)->ids.end() && !name.empty()) *slot = it->second;
        readNamed(config, key, **state, *slot, configFile);
    }
    const Json puts = config.value("add_bos_token", Json(encoding.putsBegin));
    if (puts.is_boolean() && puts.get<bool>())
        (*state)->postProcessor = putAround((*state)->bos, std::nullopt, **state);
    return std::shared_ptr<const State>(std::move(*state));
}

} // namespace

Result<std::shared_ptr<const State>> parseRanks(std::string_view bytes, const std::string &encoding,
                                                const std::string &file) {
    const auto *known = findEncoding(encoding);
    if (!known) return fail(unknownEncoding(file, {}, encoding));
    return make(bytes, *known, Json::object(), file, file);
}

Result<std::shared_ptr<const State>> readRanks(std::string_view bytes, const fs::path &file,
                                               const std::optional<fs::path> &folder, const std::string &named) {
    Json config = Json::object();
    const fs::path configFile = folder ? *folder / "tokenizer_config.json" : fs::path();
    std::error_code ignored;
    if (folder && fs::exists(configFile, ignored)) {
        const auto text = readFile(configFile);
        if (!text) return unexpected(text.error());
        auto read = parseJson(*text, {}, configFile.string());
        if (!read) return unexpected(read.error());
        if (!read->is_object())
            return fail({.code = "tokenizer.bad_file",
                         .message = "this file must be an object",
                         .file = configFile.string(),
                         .found = read->type_name(),
                         .expected = "an object"});
        config = std::move(*read);
    }
    const auto encoding = encodingOf(config, configFile.string(), file, named);
    if (!encoding) return unexpected(encoding.error());
    try {
        return make(bytes, **encoding, config, configFile.string(), file.string());
    } catch (const Json::exception &error) { // an option of the wrong type, met where it is read
        return fail({.code = "tokenizer.bad_file",
                     .message = "a field of the tokenizer_config.json is of the wrong type",
                     .file = configFile.string(),
                     .found = std::string(error.what()).substr(0, 160)});
    }
}

} // namespace lapidary::ranks
