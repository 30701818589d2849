// SPDX-License-Identifier: Apache-2.0
#include "core/gguf/place.h"
#include "core/text/tokenizer/ranks/ranks.h"
#include "core/text/tokenizer/state.h"
#include <algorithm>

namespace lapidary {
namespace {

using State = Tokenizer::State;

constexpr std::size_t kMostAdded = 1 << 20, kLongestAdded = 1024;
constexpr int kMostLevels = 64;

Error bad(const std::string &file, std::string field, Sentence message, Sentence found = {}) {
    return {.code = "tokenizer.bad_file",
            .message = std::move(message),
            .file = file,
            .field = std::move(field),
            .found = std::move(found)};
}

Result<AddedToken> readToken(const Json &entry, const std::string &field, const std::string &file) {
    const auto id = getInteger(entry, "id");
    const auto content = getString(entry, "content");
    if (!id || !content || content->empty() || content->size() > kLongestAdded || *id < 0 || *id > INT32_MAX)
        return fail(bad(file, field, "needs an id and a content of 1 to 1024 bytes", entry.dump().substr(0, 80)));
    const bool special = entry.value("special", false);
    return AddedToken{static_cast<std::int32_t>(*id),
                      *content,
                      special,
                      entry.value("lstrip", false),
                      entry.value("rstrip", false),
                      entry.value("single_word", false),
                      entry.value("normalized", !special)};
}

Status checkListed(const AddedToken &token, const std::string &field, const State &state, const std::string &file) {
    if (const auto it = state.tokens.find(token.id); it != state.tokens.end() && it->second != token.content)
        return fail(bad(file, field, "its id belongs to another token", {"{0} and {1}", token.content, it->second}));
    if (const auto it = state.ids.find(token.content); it != state.ids.end() && it->second != token.id)
        return fail(bad(file, field, "the same token has two ids", {"{0} and {1}", token.id, it->second}));
    return {};
}

/// Gives added tokens the ids that the reference gives them. A vocabulary with holes in its ids may lose one to an
/// added token: everything that was trained with the reference has it so.
class Counter {
public:
    explicit Counter(const State &state)
        : vocabulary_(state.model->vocabulary()), next_(static_cast<std::int32_t>(vocabulary_.size())) {}

    /// False where the token was there before: the first counts.
    bool number(AddedToken &token, const std::string &field) {
        if (!seen_.insert(token.content).second) return false;
        const auto known = vocabulary_.find(token.content);
        const std::int32_t id = known == vocabulary_.end() ? next_ : known->second;
        next_ = std::max(next_, id + 1);
        if (id == token.id) return true;
        if (changed_++ == 0)
            first_ = {.code = "tokenizer.renumbered",
                      .message = {},
                      .field = field,
                      .found = {"{0} with id {1}", token.content, token.id},
                      .expected = {"id {0}", id}};
        token.id = id;
        return true;
    }

    std::optional<Error> warning(const std::string &file) {
        if (changed_ == 0) return std::nullopt;
        first_.file = file;
        if (changed_ == 1)
            first_.message = "an added token gets another id than the file says: as in the tokenizers library, ids "
                             "follow the vocabulary without a hole";
        else
            first_.message = {"{0} added tokens get other ids than the file says: as in the tokenizers library, ids "
                              "follow the vocabulary without a hole",
                              changed_};
        first_.remedy = "Models that were trained with transformers have these ids; number the tokens so in the file "
                        "to be rid of this notice";
        return std::move(first_);
    }

private:
    const Vocabulary &vocabulary_;
    std::int32_t next_;
    std::unordered_set<std::string> seen_{};
    std::int64_t changed_ = 0;
    Error first_{};
};

/// Makes a token findable, as it looks where it will be looked for.
Status publish(const AddedToken &token, State &state) {
    if (!token.normalized) return state.plain.add(token, token.content), Status{};
    TrackedText searched = TrackedText::of(token.content, 0);
    if (state.normalizer)
        if (auto ok = state.normalizer(searched); !ok) return ok;
    if (searched.text != token.content) state.decodedAs[token.id] = searched.text;
    if (!searched.text.empty()) state.normalized.add(token, searched.text);
    return {};
}

/// "added_tokens_decoder": {"2": {"content": "</s>", …}} must be the tokens of tokenizer.json.
void compareAdded(const Json &config, State &state, const std::string &file) {
    const Json added = config.value("added_tokens_decoder", Json::object());
    for (const auto &[id, token] : added.items()) {
        const Json content = token.is_object() ? token.value("content", Json()) : Json();
        const auto known = content.is_string() ? state.ids.find(content.get<std::string>()) : state.ids.end();
        if (known != state.ids.end() && std::to_string(known->second) == id) continue;
        state.warnings.push_back({.code = "tokenizer.disagree",
                                  .message = "tokenizer_config.json and tokenizer.json do not agree on an added token",
                                  .file = file,
                                  .field = "/added_tokens_decoder/" + id,
                                  .found = content.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 60),
                                  .expected = known == state.ids.end() ? Sentence("a token of tokenizer.json")
                                                                       : Sentence("id {0}", known->second),
                                  .remedy = "Take both files from the same model; tokenizer.json is followed"});
    }
}

Status readParts(const Json &json, State &state, const std::string &file) {
    auto model = Model::parse(json["model"], file);
    if (!model) return unexpected(model.error());
    state.model = std::move(*model);
    state.bytePairs = getString(json["model"], "type").value_or("BPE") == "BPE";
    state.ids = state.model->vocabulary();
    for (const auto &[token, id] : state.ids) state.tokens.emplace(id, token);
    auto normalizer = makeNormalizer(json.value("normalizer", Json()), file);
    if (!normalizer) return unexpected(normalizer.error());
    state.normalizer = std::move(*normalizer);
    if (auto ok = readAdded(json.value("added_tokens", Json()), state, file, AddedIds::Counted); !ok) return ok;
    auto preTokenizer = makePreTokenizer(json.value("pre_tokenizer", Json()), file);
    if (!preTokenizer) return unexpected(preTokenizer.error());
    state.preTokenizer = std::move(*preTokenizer);
    const auto hasToken = [&](std::int64_t id) {
        return id >= 0 && id <= INT32_MAX && state.tokens.contains(static_cast<std::int32_t>(id));
    };
    auto postProcessor = makePostProcessor(json.value("post_processor", Json()), hasToken, file);
    if (!postProcessor) return unexpected(postProcessor.error());
    state.postProcessor = std::move(*postProcessor);
    auto decoder = makeDecoder(json.value("decoder", Json()), file);
    if (!decoder) return unexpected(decoder.error());
    state.decoder = std::move(*decoder);
    return {};
}

} // namespace

Status readAdded(const Json &list, State &state, const std::string &file, AddedIds ids) {
    if (list.is_null()) return {};
    if (!list.is_array() || list.size() > kMostAdded)
        return fail(bad(file, "/added_tokens", "not a list of at most 1048576 tokens"));
    std::vector<AddedToken> all;
    Counter counter(state);
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string field = "/added_tokens/" + std::to_string(i);
        auto token = readToken(list[i], field, file);
        if (!token) return unexpected(token.error());
        if (ids == AddedIds::Listed) {
            if (auto ok = checkListed(*token, field, state, file); !ok) return ok;
        } else if (!counter.number(*token, field))
            continue;
        state.tokens[token->id] = token->content;
        state.ids[token->content] = token->id;
        if (token->special) state.special.insert(token->id);
        all.push_back(std::move(*token));
    }
    if (auto warning = counter.warning(file)) state.warnings.push_back(std::move(*warning));
    // Where two look the same, special ones come first.
    std::stable_partition(all.begin(), all.end(), [](const AddedToken &token) { return token.special; });
    for (const auto &token : all)
        if (auto ok = publish(token, state); !ok) return ok;
    return {};
}

void readNamed(const Json &config, const char *key, State &state, std::optional<std::int32_t> &out,
               const std::string &file) {
    if (!config.contains(key)) return;
    out.reset(); // what the config says, or nothing
    const Json &value = config[key];
    const Json content = value.is_object() ? value.value("content", Json()) : value;
    if (content.is_null()) return;
    const auto it = content.is_string() ? state.ids.find(content.get<std::string>()) : state.ids.end();
    if (it != state.ids.end()) {
        out = it->second;
        return;
    }
    state.warnings.push_back({.code = "tokenizer.missing_special",
                              .message = "tokenizer_config.json names a special token that the tokenizer does not have",
                              .file = file,
                              .field = key,
                              .found = content.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 60),
                              .expected = "a token of the vocabulary, or an added one",
                              .remedy = "Choose the token to use, or take all files from the same model"});
}

PostProcessor putAround(std::optional<std::int32_t> before, std::optional<std::int32_t> behind, const State &state) {
    const auto one = [&](std::optional<std::int32_t> id) {
        return id ? Encoding{{*id}, {state.tokens.at(*id)}, {{0, 0}}} : Encoding{};
    };
    return [first = one(before), last = one(behind)](std::vector<Encoding> &parts, std::string_view, bool addSpecial) {
        if (!addSpecial) return;
        parts.insert(parts.begin(), first);
        parts.push_back(last);
    };
}

Result<std::shared_ptr<const State>> readTokenizer(std::string_view text, const std::string &file) {
    const auto json = parseJson(text, {.depth = kMostLevels}, file);
    if (!json) return unexpected(json.error());
    if (ranks::isTekken(*json)) return ranks::readTekken(*json, file);
    if (!json->is_object() || !json->contains("model"))
        return fail(bad(file, "/model", "this is not a tokenizer.json: it has no model"));
    auto state = std::make_shared<State>();
    try {
        if (auto ok = readParts(*json, *state, file); !ok) return unexpected(ok.error());
    } catch (const Json::exception &error) { // an option of the wrong type, met where it is read
        return fail(bad(file, {}, "a field is of the wrong type", std::string(error.what()).substr(0, 160)));
    }
    for (const auto &[name, slot] : {std::pair{"<bos>", &state->bos},
                                     {"<s>", &state->bos},
                                     {"<eos>", &state->eos},
                                     {"</s>", &state->eos},
                                     {"<pad>", &state->pad}})
        if (const auto it = state->ids.find(std::string_view(name));
            it != state->ids.end() && state->special.count(it->second) && !*slot)
            *slot = it->second;
    return state;
}

Status readTokenizerConfig(const fs::path &model, State &state) {
    const std::string file = modelFileName(model, "tokenizer_config.json");
    const auto text = readModelFile(model, "tokenizer_config.json");
    if (!text) return unexpected(text.error());
    const auto config = parseJson(*text, {}, file);
    if (!config) return unexpected(config.error());
    if (!config->is_object()) return fail(bad(file, {}, "a tokenizer_config.json is an object", config->type_name()));
    for (const auto &[key, slot] :
         {std::pair{"bos_token", &state.bos}, {"eos_token", &state.eos}, {"pad_token", &state.pad}})
        readNamed(*config, key, state, *slot, file);
    compareAdded(*config, state, file);
    if (const auto clean = config->find("clean_up_tokenization_spaces"); clean != config->end() && clean->is_boolean())
        state.cleanUp = clean->get<bool>() && !state.bytePairs;
    return {};
}

} // namespace lapidary
