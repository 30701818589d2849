// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/llama2c.h"
#include "core/base/checked.h"
#include "core/base/json.h"
#include "core/data/formats/safetensors.h"
#include <cstring>
#include <deque>
#include <nlohmann/json.hpp>

namespace lapidary {
namespace {

constexpr std::size_t kHeaderBytes = 7 * sizeof(std::int32_t);
constexpr std::int32_t kNewerMagic = 0x616b3432; // "ak42"
constexpr std::uint64_t kElement = sizeof(float);
constexpr std::uint64_t kLargestCheckpoint = 32ull << 30;

std::int32_t int32At(std::span<const std::byte> bytes, std::size_t offset) {
    std::int32_t value;
    std::memcpy(&value, bytes.data() + offset, sizeof value); // the format is little-endian, as are all our machines
    return value;
}

Error wrongSize(const std::string &path, std::uint64_t found, std::uint64_t expected) {
    return {.code = found < expected ? "llama2c.truncated" : "llama2c.trailing_bytes",
            .message = found < expected ? "The checkpoint ends too early" : "There are bytes behind the last weight",
            .file = path,
            .offset = static_cast<std::int64_t>(std::min(found, expected)),
            .found = {"{0} bytes", found},
            .expected = {"{0} bytes, as the header says", expected},
            .remedy = "Get the file again; only version 0 of the format is read."};
}

/// A block of the file: `count` matrices (or vectors) of one kind, one per layer.
struct Block {
    std::string name;                  ///< as in Hugging Face, with the layer's number for *
    std::int64_t count, rows, columns; ///< columns 0: a vector
    std::uint64_t floats() const {
        return static_cast<std::uint64_t>(count) * static_cast<std::uint64_t>(rows) *
               static_cast<std::uint64_t>(columns ? columns : 1);
    }
};

/// The file's order. The two rotary tables carry no name: they are computed anew.
std::vector<Block> blocksOf(const Llama2cHeader &h) {
    const std::int64_t kv = h.dim / h.heads * h.kvHeads, L = h.layers;
    const std::string layer = "model.layers.*.";
    std::vector<Block> blocks = {{"model.embed_tokens.weight", 1, h.vocab, h.dim},
                                 {layer + "input_layernorm.weight", L, h.dim, 0},
                                 {layer + "self_attn.q_proj.weight", L, h.dim, h.dim},
                                 {layer + "self_attn.k_proj.weight", L, kv, h.dim},
                                 {layer + "self_attn.v_proj.weight", L, kv, h.dim},
                                 {layer + "self_attn.o_proj.weight", L, h.dim, h.dim},
                                 {layer + "post_attention_layernorm.weight", L, h.dim, 0},
                                 {layer + "mlp.gate_proj.weight", L, h.hidden, h.dim},
                                 {layer + "mlp.down_proj.weight", L, h.dim, h.hidden},
                                 {layer + "mlp.up_proj.weight", L, h.hidden, h.dim},
                                 {"model.norm.weight", 1, h.dim, 0},
                                 {"", 2, h.positions, h.dim / h.heads / 2}};
    if (!h.tied) blocks.push_back({"lm_head.weight", 1, h.vocab, h.dim});
    return blocks;
}

/// Rows 0 1 2 3 … of a head hold pairs (0 1)(2 3) …; the halves-first order is 0 2 4 … 1 3 5 ….
std::string halfSplit(std::span<const std::byte> bytes, std::int64_t rows, std::int64_t columns,
                      std::int64_t headRows) {
    const std::size_t rowBytes = static_cast<std::size_t>(columns) * kElement;
    std::string out(bytes.size(), '\0');
    for (std::int64_t row = 0; row < rows; ++row) {
        const std::int64_t head = row / headRows, inHead = row % headRows;
        const std::int64_t target = head * headRows + inHead % 2 * (headRows / 2) + inHead / 2;
        std::memcpy(out.data() + static_cast<std::size_t>(target) * rowBytes,
                    bytes.data() + static_cast<std::size_t>(row) * rowBytes, rowBytes);
    }
    return out;
}

Status writeWeights(std::span<const std::byte> file, const Llama2cHeader &header, const fs::path &target) {
    std::vector<TensorBytes> tensors;
    std::deque<std::string> reordered; // keeps its members where they are
    std::size_t offset = kHeaderBytes;
    for (const auto &block : blocksOf(header)) {
        const std::size_t each =
            static_cast<std::size_t>(block.floats() / static_cast<std::uint64_t>(block.count) * kElement);
        for (std::int64_t i = 0; i < block.count; ++i, offset += each) {
            if (block.name.empty()) continue;
            TensorBytes tensor{block.name, "F32", {block.rows}, file.subspan(offset, each)};
            if (block.columns) tensor.shape.push_back(block.columns);
            if (const auto star = tensor.name.find('*'); star != tensor.name.npos)
                tensor.name.replace(star, 1, std::to_string(i));
            if (tensor.name.ends_with("q_proj.weight") || tensor.name.ends_with("k_proj.weight")) {
                reordered.push_back(halfSplit(tensor.bytes, block.rows, block.columns, header.dim / header.heads));
                tensor.bytes = std::as_bytes(std::span(reordered.back()));
            }
            tensors.push_back(std::move(tensor));
        }
    }
    return writeSafetensors(target, tensors, {{"format", "pt"}});
}

Json modelConfig(const Llama2cHeader &h) {
    return {{"architectures", {"LlamaForCausalLM"}},
            {"model_type", "llama"},
            {"hidden_size", h.dim},
            {"intermediate_size", h.hidden},
            {"num_hidden_layers", h.layers},
            {"num_attention_heads", h.heads},
            {"num_key_value_heads", h.kvHeads},
            {"vocab_size", h.vocab},
            {"max_position_embeddings", h.positions},
            {"tie_word_embeddings", h.tied},
            {"rms_norm_eps", 1e-5},
            {"rope_theta", 10000.0},
            {"hidden_act", "silu"},
            {"attention_bias", false},
            {"mlp_bias", false},
            {"bos_token_id", 1},
            {"eos_token_id", {1, 2}},
            {"torch_dtype", "float32"}};
}

/// The seven numbers, each in its range.
Result<Llama2cHeader> readNumbers(std::span<const std::byte> file, const std::string &path) {
    struct Field {
        const char *name;
        std::int64_t Llama2cHeader::*member;
        std::int64_t most;
    };
    using H = Llama2cHeader;
    const Field fields[] = {{"dim", &H::dim, 1 << 16},          {"hidden_dim", &H::hidden, 1 << 20},
                            {"n_layers", &H::layers, 1024},     {"n_heads", &H::heads, 4096},
                            {"n_kv_heads", &H::kvHeads, 4096},  {"vocab_size", &H::vocab, 1 << 24},
                            {"seq_len", &H::positions, 1 << 24}};
    H header;
    for (std::size_t i = 0; i < std::size(fields); ++i) {
        std::int64_t value = int32At(file, i * 4);
        if (fields[i].member == &H::vocab && value < 0) {
            header.tied = false;
            value = -value;
        }
        if (value < 1 || value > fields[i].most)
            return fail({.code = "llama2c.bad_header",
                         .message = "A number of the header makes no model",
                         .file = path,
                         .offset = static_cast<std::int64_t>(i * 4),
                         .field = fields[i].name,
                         .found = std::to_string(value),
                         .expected = {"1 to {0}", fields[i].most},
                         .remedy = "Is this a checkpoint of llama2.c?"});
        header.*fields[i].member = value;
    }
    return header;
}

/// How long a checkpoint with this header is; nothing where 64 bits do not hold it.
std::optional<std::uint64_t> bytesOf(const Llama2cHeader &header) {
    std::uint64_t expected = kHeaderBytes;
    for (const auto &block : blocksOf(header)) {
        std::optional<std::uint64_t> floats =
            checkedMul<std::uint64_t>(static_cast<std::uint64_t>(block.count * block.rows),
                                      static_cast<std::uint64_t>(block.columns ? block.columns : 1));
        if (floats) floats = checkedMul<std::uint64_t>(*floats, kElement);
        if (floats) floats = checkedAdd(*floats, expected);
        if (!floats) return std::nullopt;
        expected = *floats;
    }
    return expected;
}

} // namespace

Result<Llama2cHeader> parseLlama2cHeader(std::span<const std::byte> file, const std::string &path) {
    if (file.size() < kHeaderBytes) return fail(wrongSize(path, file.size(), kHeaderBytes));
    if (int32At(file, 0) == kNewerMagic)
        return fail({.code = "llama2c.version",
                     .message = "This is a newer version of the format",
                     .file = path,
                     .offset = 0,
                     .found = {"version {0}", int32At(file, 4)},
                     .expected = "version 0, without a magic number",
                     .remedy = "Export it with llama2.c's export.py --version 0."});
    auto read = readNumbers(file, path);
    if (!read) return read;
    const Llama2cHeader &header = *read;
    if (header.dim % header.heads != 0 || header.dim / header.heads % 2 != 0 || header.heads % header.kvHeads != 0)
        return fail({.code = "llama2c.bad_header",
                     .message = "The numbers of heads do not fit",
                     .file = path,
                     .offset = 0,
                     .field = "n_heads",
                     .found = {"{0} heads, {1} of keys, dim {2}", header.heads, header.kvHeads, header.dim},
                     .expected = "heads that divide dim into even parts, and are a multiple of n_kv_heads"});
    const auto expected = bytesOf(header);
    if (!expected) return fail(wrongSize(path, file.size(), UINT64_MAX));
    if (*expected != file.size()) return fail(wrongSize(path, file.size(), *expected));
    return header;
}

Result<Llama2cHeader> importLlama2c(const fs::path &checkpoint, const fs::path &tokenizer, const fs::path &folder) {
    const auto weights = readFile(checkpoint, kLargestCheckpoint);
    if (!weights) return unexpected(weights.error());
    const auto bytes = std::as_bytes(std::span(*weights));
    auto header = parseLlama2cHeader(bytes, checkpoint.string());
    if (!header) return header;
    const auto pieces = readFile(tokenizer);
    if (!pieces) return unexpected(pieces.error());
    const auto tokens = llama2cTokenizer(std::as_bytes(std::span(*pieces)), header->vocab, tokenizer.string());
    if (!tokens) return unexpected(tokens.error());
    std::error_code ignored;
    if (fs::exists(folder, ignored) && !fs::is_empty(folder, ignored))
        return fail({.code = "import.not_empty",
                     .message = "The folder for the model is not empty",
                     .file = folder.string(),
                     .remedy = "Name a new folder."});
    if (const auto made = makeFolders(folder); !made) return unexpected(made.error());
    const Json generation = {{"bos_token_id", 1}, {"eos_token_id", {1, 2}}, {"max_length", header->positions}};
    const Json tokenizerConfig = {{"tokenizer_class", "LlamaTokenizer"},
                                  {"bos_token", "<s>"},
                                  {"eos_token", "</s>"},
                                  {"unk_token", "<unk>"},
                                  {"add_bos_token", true},
                                  {"add_eos_token", false},
                                  {"model_max_length", header->positions}};
    if (const auto ok = writeWeights(bytes, *header, folder / "model.safetensors"); !ok) return unexpected(ok.error());
    for (const auto &[name, text] : {std::pair<const char *, std::string>{"tokenizer.json", *tokens},
                                     {"tokenizer_config.json", dumpJson(tokenizerConfig, 2)},
                                     {"generation_config.json", dumpJson(generation, 2)},
                                     {"config.json", dumpJson(modelConfig(*header), 2)}})
        if (const auto ok = writeFileAtomic(folder / name, text + "\n"); !ok) return unexpected(ok.error());
    return header;
}

} // namespace lapidary
