// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer/sentencepiece/parts.h"
#include "core/text/tokenizer/state.h"
#include <algorithm>
#include <map>

namespace lapidary {
namespace {

using State = Tokenizer::State;
using sentencepiece::Kind;

constexpr std::uint64_t kLargestFile = 512ull << 20;

/// What a class of the reference puts around a text where the configuration does not say. Classes that are not named
/// here number their tokens otherwise than the file, or bring code of their own.
struct KnownClass {
    std::string_view name;
    bool addBos, addEos;
};
constexpr KnownClass kClasses[] = {{"", false, false},
                                   {"LlamaTokenizer", true, false},
                                   {"CodeLlamaTokenizer", true, false},
                                   {"GemmaTokenizer", true, false},
                                   {"T5Tokenizer", false, true},
                                   {"PreTrainedTokenizer", false, false}};

Result<Json> readConfig(const fs::path &file) {
    if (!fs::exists(file)) return Json::object();
    const auto text = readFile(file);
    if (!text) return unexpected(text.error());
    auto json = parseJson(*text, {}, file.string());
    if (json && !json->is_object())
        return fail({.code = "tokenizer.bad_file",
                     .message = "this file must be an object",
                     .file = file.string(),
                     .found = json->type_name(),
                     .expected = "an object"});
    return json;
}

Result<KnownClass> classOf(const Json &config, const std::string &file) {
    const Json named = config.value("tokenizer_class", Json(""));
    std::string name = named.is_string() ? named.get<std::string>()
                       : named.is_null() ? ""
                                         : dumpJson(named).substr(0, 60);
    const std::string spelled = name;
    if (name.ends_with("Fast")) name.resize(name.size() - 4);
    for (const auto &known : kClasses)
        if (name == known.name) return known;
    return fail(
        {.code = "tokenizer.unknown_class",
         .message = "this class of tokenizers is not known, so that the ids of tokenizer.model may mean other tokens",
         .file = file,
         .field = "tokenizer_class",
         .found = spelled,
         .expected = "LlamaTokenizer, CodeLlamaTokenizer, GemmaTokenizer or T5Tokenizer",
         .remedy = "Add the tokenizer.json of the same model; transformers writes one with save_pretrained"});
}

std::string textOf(const Json &token) {
    const Json content = token.is_object() ? token.value("content", Json()) : token;
    return content.is_string() ? content.get<std::string>() : "";
}

/// Gathers the added tokens of all files, in the form of tokenizer.json, by id.
class AddedList {
public:
    explicit AddedList(const State &state) : state_(state) {}

    /// What stands first for an id counts.
    void add(std::int64_t id, const std::string &content, const Json &flags, bool special) {
        ids_.emplace(content, id);
        entries_.emplace(id, Json{{"id", id},
                                  {"content", content},
                                  {"special", flags.value("special", special)},
                                  {"lstrip", flags.value("lstrip", false)},
                                  {"rstrip", flags.value("rstrip", false)},
                                  {"single_word", flags.value("single_word", false)},
                                  {"normalized", false}});
    }
    /// A special token that is only named; false where nothing of that name is known.
    bool addNamed(const Json &token) {
        const std::string content = textOf(token);
        const auto added = ids_.find(content);
        const auto known = state_.ids.find(content);
        if (added == ids_.end() && known == state_.ids.end()) return false;
        const std::int64_t id = added != ids_.end() ? added->second : known->second;
        add(id, content, token.is_object() ? token : Json::object(), true);
        entries_[id]["special"] = true;
        return true;
    }
    Json list() const {
        Json list = Json::array();
        for (const auto &[id, entry] : entries_) list.push_back(entry);
        return list;
    }

private:
    const State &state_;
    std::map<std::int64_t, Json> entries_;
    std::map<std::string, std::int64_t> ids_;
};

/// The number that a key like "32000" is; -1 for another text, which is then refused as an id.
std::int64_t idOfKey(const std::string &key) {
    const bool digits = !key.empty() && key.size() <= 10 &&
                        std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? std::stoll(key) : -1;
}

Status addTokens(const Json &config, const Json &added, State &state, const sentencepiece::ModelFile &model,
                 const std::string &file) {
    AddedList tokens(state);
    const Json decoder = config.value("added_tokens_decoder", Json::object());
    for (const auto &[key, token] : decoder.items()) tokens.add(idOfKey(key), textOf(token), token, false);
    for (const auto &[content, id] : added.items())
        tokens.add(id.is_number_integer() ? id.get<std::int64_t>() : -1, content, Json::object(), false);
    std::vector<std::pair<std::string, Json>> named;
    for (const char *key : {"bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token", "mask_token"})
        named.push_back({key, config.value(key, Json())});
    for (const char *key : {"additional_special_tokens", "extra_special_tokens"})
        if (const Json list = config.value(key, Json()); list.is_structured())
            for (const auto &token : list) named.push_back({key, token});
    for (const auto &[key, token] : named) {
        if (token.is_null() || tokens.addNamed(token) || key == "bos_token" || key == "eos_token" || key == "pad_token")
            continue; // readNamed() tells of these
        state.warnings.push_back(
            {.code = "tokenizer.missing_special",
             .message = "tokenizer_config.json names a special token that the tokenizer does not have",
             .file = file,
             .field = key,
             .found = dumpJson(token).substr(0, 60),
             .expected = "a token of the vocabulary, or an added one",
             .remedy = "Take all files from the same model"});
    }
    for (std::size_t id = 0; id < model.entries.size(); ++id) // names of tokenizer.model are looked for, too
        if (model.entries[id].kind == Kind::Control || model.entries[id].kind == Kind::Unknown)
            tokens.add(static_cast<std::int64_t>(id), model.entries[id].text, Json::object(), true);
    return readAdded(tokens.list(), state, file, AddedIds::Listed);
}

/// The flag of the configuration, or what the class does.
bool flagOf(const Json &config, const char *key, bool otherwise) {
    const Json value = config.value(key, Json());
    return value.is_boolean() ? value.get<bool>() : otherwise;
}

/// What the files beside a tokenizer.model say.
Status readFolder(const fs::path &folder, State &state, const sentencepiece::SharedFile &model) {
    const fs::path configFile = folder / "tokenizer_config.json";
    auto config = readConfig(configFile), named = readConfig(folder / "special_tokens_map.json"),
         added = readConfig(folder / "added_tokens.json");
    for (const auto *json : {&config, &named, &added})
        if (!*json) return unexpected(json->error());
    const auto known = classOf(*config, configFile.string());
    if (!known) return unexpected(known.error());
    for (const auto &[key, value] : named->items())
        if (!config->contains(key)) (*config)[key] = value;
    const std::pair<const char *, std::optional<std::int32_t> *> slots[] = {
        {"bos_token", &state.bos}, {"eos_token", &state.eos}, {"pad_token", &state.pad}};
    if (config->empty() && added->empty()) return {}; // nothing beside it: the file alone
    if (auto ok = addTokens(*config, *added, state, *model, configFile.string()); !ok) return ok;
    for (const auto &[key, slot] : slots) readNamed(*config, key, state, *slot, configFile.string());
    // Only where the text begins there is a blank before it, unless the old behaviour is asked for.
    const bool each = flagOf(*config, "legacy", false);
    state.normalizer =
        sentencepiece::normalizer(model, each ? sentencepiece::Prefix::Each : sentencepiece::Prefix::First);
    state.decoder = sentencepiece::decoder(model, true);
    state.postProcessor = putAround(flagOf(*config, "add_bos_token", known->addBos) ? state.bos : std::nullopt,
                                    flagOf(*config, "add_eos_token", known->addEos) ? state.eos : std::nullopt, state);
    return {};
}

} // namespace

namespace {

struct Read {
    std::shared_ptr<State> state;
    sentencepiece::SharedFile model;
};

/// What the file alone says: names of control pieces stand for nothing in a text, and nothing is put around it.
Result<Read> readAlone(std::string_view bytes, const std::string &file) {
    auto parsed = sentencepiece::parseModelFile(bytes, file);
    if (!parsed) return unexpected(parsed.error());
    const auto model = std::make_shared<const sentencepiece::ModelFile>(std::move(*parsed));
    auto state = std::make_shared<State>();
    state->model = sentencepiece::model(model);
    state->ids = state->model->vocabulary();
    state->normalizer = sentencepiece::normalizer(model, sentencepiece::Prefix::Each);
    state->decoder = sentencepiece::decoder(model, false);
    for (std::size_t i = 0; i < model->entries.size(); ++i) {
        const auto &[text, score, kind] = model->entries[i];
        const auto id = static_cast<std::int32_t>(i);
        state->tokens.emplace(id, text);
        if (kind != Kind::Control) continue;
        state->special.insert(id);
        for (const auto &[name, slot] :
             {std::pair{&model->bos, &state->bos}, {&model->eos, &state->eos}, {&model->pad, &state->pad}})
            if (text == *name) *slot = id;
    }
    return Read{std::move(state), model};
}

} // namespace

Result<std::shared_ptr<const State>> parseSentencePiece(std::string_view bytes, const std::string &file) {
    auto read = readAlone(bytes, file);
    if (!read) return unexpected(read.error());
    return std::move(read->state);
}

Result<std::shared_ptr<const State>> readSentencePiece(const fs::path &folderOrFile) {
    const bool folder = fs::is_directory(folderOrFile);
    const fs::path file = folder ? folderOrFile / "tokenizer.model" : folderOrFile;
    const auto bytes = readFile(file, kLargestFile);
    if (!bytes) return unexpected(bytes.error());
    auto read = readAlone(*bytes, file.string());
    if (!read) return unexpected(read.error());
    try {
        if (folder)
            if (auto ok = readFolder(folderOrFile, *read->state, read->model); !ok) return unexpected(ok.error());
    } catch (const Json::exception &error) { // an option of the wrong type, met where it is read
        return fail({.code = "tokenizer.bad_file",
                     .message = "a field of the files beside tokenizer.model is of the wrong type",
                     .file = folderOrFile.string(),
                     .found = std::string(error.what()).substr(0, 160)});
    }
    return std::move(read->state);
}

} // namespace lapidary
