// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/data/formats/adapter_names.h"
#include "core/data/formats/model_folder.h"
#include "core/data/formats/safetensors.h"
#include "core/gguf/model_file.h"
#include "core/gguf/place.h"
#include "core/text/turn_end.h"
#include "core/workbench/inspect.h"
#include <algorithm>
#include <cstring>
#include <set>

namespace lapidary {
namespace {

/// What a tensor holds that no training survives.
struct NotFinite {
    std::uint64_t nan = 0, infinite = 0, first = 0; ///< first: its offset in the file
};

/// All bits of the exponent set mean NaN or infinity, with no bit below them infinity.
template <class Bits> void countIn(std::span<const std::byte> bytes, Bits exponent, std::uint64_t at, NotFinite &seen) {
    for (std::size_t i = 0; i + sizeof(Bits) <= bytes.size(); i += sizeof(Bits)) {
        Bits value;
        std::memcpy(&value, bytes.data() + i, sizeof value);
        if ((value & exponent) != exponent) continue;
        if (seen.nan + seen.infinite == 0) seen.first = at + i;
        const auto below = static_cast<Bits>((exponent & -exponent) - 1);
        ++((value & below) != 0 ? seen.nan : seen.infinite);
    }
}

void countIn(std::span<const std::byte> bytes, const std::string &dtype, std::uint64_t at, NotFinite &seen) {
    if (dtype == "F64") countIn<std::uint64_t>(bytes, 0x7FF0'0000'0000'0000u, at, seen);
    if (dtype == "F32") countIn<std::uint32_t>(bytes, 0x7F80'0000u, at, seen);
    if (dtype == "F16") countIn<std::uint16_t>(bytes, 0x7C00u, at, seen);
    if (dtype == "BF16") countIn<std::uint16_t>(bytes, 0x7F80u, at, seen); // whole numbers have no such values
}

void checkValues(const TensorInfo &tensor, const FileReader &file, Inspection &out) {
    std::vector<std::byte> part(
        std::min<std::uint64_t>(tensor.end - tensor.begin, 1u << 20)); // whole numbers of every format
    NotFinite seen;
    for (std::uint64_t begin = tensor.begin; begin < tensor.end; begin += part.size()) {
        part.resize(std::min<std::uint64_t>(part.size(), tensor.end - begin));
        if (auto read = file.readAt(begin, part); !read) return out.problems.push_back(read.error());
        countIn(part, tensor.dtype, begin, seen);
    }
    if (seen.nan + seen.infinite == 0) return;
    out.problems.push_back({.code = "safetensors.not_finite",
                            .message = "weights are NaN or infinite",
                            .file = file.path().string(),
                            .offset = static_cast<std::int64_t>(seen.first),
                            .field = tensor.name,
                            .found = {"{0} NaN, {1} infinite", seen.nan, seen.infinite},
                            .expected = "finite numbers"});
}

constexpr std::string_view kTables[] = {"embed", "wte", "wpe", "lm_head", "score."};

/// Embeddings and heads, which a four-bit base keeps as they are.
bool isTable(const std::string &tensor) {
    return std::any_of(std::begin(kTables), std::end(kTables),
                       [&](std::string_view part) { return tensor.find(part) != tensor.npos; });
}

/// Sums what several files hold.
struct Totals {
    std::int64_t tensors = 0, parameters = 0, linear = 0; ///< linear: of matrices that a four-bit base quantises
    std::uint64_t bytes = 0;
    std::map<std::string, std::int64_t> dtypes{};

    void add(const TensorInfo &tensor) {
        std::int64_t count = 1;
        for (const auto size : tensor.shape) count *= size; // the parser has checked that this fits
        ++tensors;
        parameters += count;
        if (tensor.shape.size() == 2 && !isTable(tensor.name)) linear += count;
        bytes += tensor.end - tensor.begin;
        ++dtypes[tensor.dtype];
    }
    void write(Json &facts) const {
        facts["tensors"] = tensors;
        facts["parameters"] = parameters;
        facts["linear_parameters"] = linear;
        facts["tensor_bytes"] = bytes;
        facts["dtypes"] = dtypes;
    }
};

std::optional<SafetensorsHeader> readWeights(const fs::path &file, bool validate, Totals &totals,
                                             std::vector<std::string> &names, Inspection &out) {
    const auto opened = FileReader::open(file);
    if (!opened) return out.problems.push_back(opened.error()), std::nullopt;
    auto header = readSafetensorsHeader(*opened);
    if (!header) return out.problems.push_back(header.error()), std::nullopt;
    for (const auto &tensor : header->tensors) {
        names.push_back(tensor.name);
        totals.add(tensor);
        if (validate) checkValues(tensor, *opened, out);
    }
    return std::move(*header);
}

/// A JSON object of a text, or nothing and a problem.
std::optional<Json> objectIn(const Result<std::string> &text, const std::string &file, Inspection &out) {
    if (!text) return out.problems.push_back(text.error()), std::nullopt;
    auto value = parseJson(*text, {}, file);
    if (value && !value->is_object())
        value = fail({.code = "json.wrong_type",
                      .message = "wrong type",
                      .file = file,
                      .found = value->type_name(),
                      .expected = "an object"});
    if (!value) return out.problems.push_back(value.error()), std::nullopt;
    return std::move(*value);
}

std::optional<Json> readObject(const fs::path &file, Inspection &out) {
    return objectIn(readFile(file), file.string(), out);
}

std::optional<Json> readConfig(const fs::path &model, Inspection &out) {
    return objectIn(readModelFile(model, "config.json"), modelFileName(model, "config.json"), out);
}

void copyFacts(const Json &from, std::initializer_list<const char *> names, Json &facts) {
    for (const char *name : names)
        if (const auto it = from.find(name); it != from.end() && !it->is_null()) facts[name] = *it;
}

/// The weights of a model: one file, or those of the index.
std::vector<fs::path> weightFiles(const fs::path &folder, Inspection &out) {
    std::error_code ignored;
    const fs::path indexFile = folder / "model.safetensors.index.json";
    if (auto ok = refusePickles(folder); !ok) return out.problems.push_back(ok.error()), std::vector<fs::path>{};
    if (!fs::exists(indexFile, ignored)) return {folder / "model.safetensors"};
    const auto index = readShardIndex(indexFile);
    if (!index) return out.problems.push_back(index.error()), std::vector<fs::path>{};
    out.note(checkShards(indexFile, *index));
    std::set<fs::path> files;
    for (const auto &[tensor, file] : *index) files.insert(folder / file);
    return {files.begin(), files.end()};
}

} // namespace

namespace {

void readFolderWeights(const fs::path &folder, bool validate, std::vector<std::string> &names, Inspection &out) {
    Totals totals;
    const auto files = weightFiles(folder, out);
    for (const auto &file : files) readWeights(file, validate, totals, names, out);
    totals.write(out.facts);
    out.facts["shards"] = files.size();
    std::error_code ignored;
    if (fs::exists(folder / "source.json", ignored)) // of an import
        if (const auto source = readObject(folder / "source.json", out)) out.facts["source"] = *source;
}

/// Packed numbers are finite where their scales are: what is checked is what they unpack to.
void checkNumbers(const gguf::ModelFile &model, const gguf::ModelFile::Entry &entry, Inspection &out) {
    const gguf::Tensor &tensor = model.tensorOf(entry);
    std::int64_t columns = 1;
    for (std::size_t i = 1; i < tensor.shape.size(); ++i) columns *= tensor.shape[i];
    const std::int64_t rows =
        gguf::ModelFile::isRowwise(entry) ? std::max<std::int64_t>(1, (1 << 20) / columns) : tensor.shape[0];
    NotFinite seen;
    for (std::int64_t first = 0; first < tensor.shape[0]; first += rows) {
        const auto numbers = model.read(entry, first, std::min(rows, tensor.shape[0] - first));
        if (!numbers) return out.problems.push_back(numbers.error());
        countIn<std::uint32_t>(std::as_bytes(std::span(*numbers)), 0x7F80'0000u, 0, seen);
    }
    if (seen.nan + seen.infinite == 0) return;
    out.problems.push_back({.code = "gguf.not_finite",
                            .message = "weights are NaN or infinite",
                            .file = model.contents().path,
                            .offset = static_cast<std::int64_t>(tensor.begin),
                            .field = tensor.name,
                            .found = {"{0} NaN, {1} infinite", seen.nan, seen.infinite},
                            .expected = "finite numbers"});
}

void readGguf(const fs::path &file, bool validate, std::vector<std::string> &names, Inspection &out) {
    const auto model = gguf::ModelFile::open(file);
    if (!model) return out.problems.push_back(model.error());
    Totals totals;
    for (const auto &[name, entry] : model->entries()) {
        const gguf::Tensor &tensor = model->tensorOf(entry);
        totals.add({name, tensor.kind->name, entry.shape, tensor.begin, tensor.end});
        names.push_back(name);
        if (validate) checkNumbers(*model, entry, out);
    }
    totals.write(out.facts);
    out.facts["format"] = "gguf";
    out.facts["shards"] = model->files().size();
    for (const char *key : {"general.name", "general.license"})
        if (const Json *value = model->contents().value(key); value && value->is_string())
            out.facts[std::string(key).substr(8)] = *value;
}

} // namespace

Inspection inspectSafetensors(const fs::path &file, bool validate) {
    Inspection out;
    out.facts["kind"] = "safetensors";
    Totals totals;
    std::vector<std::string> names;
    const auto header = readWeights(file, validate, totals, names, out);
    if (!header) return out;
    totals.write(out.facts);
    out.facts["metadata"] = header->metadata;
    out.facts["shapes"] = Json::object();
    for (const auto &tensor : header->tensors) out.facts["shapes"][tensor.name] = tensor.shape;
    return out;
}

namespace {

/// Which tokens end a turn, and which files say so; an empty list is a model that never stops by itself.
Json endsOfTurn(const fs::path &folder, const Tokenizer *tokenizer) {
    Json out = Json::array();
    for (const auto &end : turnEnds(folder, tokenizer)) {
        out.push_back({{"id", end.id}, {"from", end.from}});
        if (const auto token =
                tokenizer && end.id <= INT32_MAX ? tokenizer->tokenOf(static_cast<std::int32_t>(end.id)) : std::nullopt)
            out.back()["token"] = *token;
    }
    return out;
}

} // namespace

Inspection inspectModel(const fs::path &folder, bool validate) {
    Inspection out;
    out.facts["kind"] = "model";
    if (const auto config = readConfig(folder, out)) {
        out.note(refuseForeignModel(*config, modelFileName(folder, "config.json")));
        const Json named = config->value("architectures", Json());
        if (named.is_null() || named.empty())
            out.warn("config.json names no architecture; the model is read as what its model_type says.");
        copyFacts(*config,
                  {"architectures", "model_type", "hidden_size", "intermediate_size", "num_hidden_layers",
                   "num_attention_heads", "num_key_value_heads", "vocab_size", "max_position_embeddings",
                   "tie_word_embeddings"},
                  out.facts);
    }
    std::vector<std::string> names;
    if (const auto gguf = ggufAt(folder))
        readGguf(*gguf, validate, names, out);
    else
        readFolderWeights(folder, validate, names, out);
    out.note(refuseUnmerged(names, folder.string()));
    out.warn(plainNames(names).notice());
    const bool tokenizer = Tokenizer::isIn(folder);
    out.facts["tokenizer"] = tokenizer;
    out.facts["ends_of_turn"] = endsOfTurn(folder, nullptr);
    if (!tokenizer) return out;
    const auto read = Tokenizer::load(folder);
    if (!read) return out.problems.push_back(read.error()), out;
    out.facts["ends_of_turn"] = endsOfTurn(folder, &*read);
    for (const auto &[name, id] :
         {std::pair{"bos_token", read->bosId()}, {"eos_token", read->eosId()}, {"pad_token", read->padId()}})
        if (id) out.facts["special_tokens"][name] = read->tokenOf(*id).value_or("");
    for (const auto &warning : read->warnings()) out.warn(told(warning));
    const auto chat = ChatTemplate::load(folder);
    if (!chat && chat.error().code != "template.missing") out.problems.push_back(chat.error());
    if (chat)
        for (const auto &name : chat->names())
            out.facts["chat_templates"][name] = contentHash(chat->find(name)->source());
    return out;
}

Inspection inspectAdapter(const fs::path &folder, bool validate) {
    Inspection out;
    out.facts["kind"] = "adapter";
    if (const auto config = readObject(folder / "adapter_config.json", out))
        copyFacts(*config,
                  {"peft_type", "base_model_name_or_path", "r", "lora_alpha", "use_rslora", "use_dora",
                   "target_modules", "modules_to_save"},
                  out.facts);
    Totals totals;
    std::vector<std::string> names;
    const fs::path file = folder / "adapter_model.safetensors";
    readWeights(file, validate, totals, names, out);
    totals.write(out.facts);
    const auto changes = peftNames(names, {}, file.string());
    if (!changes)
        out.problems.push_back(changes.error());
    else
        out.warn(changes->notice());
    return out;
}

} // namespace lapidary
