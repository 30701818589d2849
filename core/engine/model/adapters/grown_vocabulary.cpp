// SPDX-License-Identifier: Apache-2.0
// What Unsloth calls resize_model_vocab, and PEFT's advice to call resize_token_embeddings() before an adapter is
// loaded. Legend: V tokens, D hidden.
#include "core/engine/model/adapters/grown_vocabulary.h"
#include "core/engine/model/adapters/adapter_tensors.h"
#include "core/text/tokenizer/tokenizer.h"
#include <ATen/ATen.h>
#include <algorithm>

namespace lapidary {
namespace {

/// One of the two tables as an adapter holds it.
struct Table {
    std::string whole{};         ///< its tensor; empty where the adapter brings none
    std::int64_t rows = 0;       ///< of it
    std::int64_t rowsOfTerm = 0; ///< tokens of the low-rank term on it
    std::string term{};
};

Table tableOf(const WeightFiles &weights, const std::string &module, const char *term, std::size_t dimension) {
    Table out;
    const std::string base = kPeftPrefix + module;
    for (const char *end : {".weight", ".base_layer.weight"})
        if (const auto shape = weights.shapeOf(base + end); out.whole.empty() && shape.size() == 2) {
            out.whole = base + end;
            out.rows = shape[0];
        }
    if (const auto shape = weights.shapeOf(base + term); shape.size() == 2) {
        out.term = base + term;
        out.rowsOfTerm = shape[dimension];
    }
    return out;
}

bool touchesTables(Decoder &model) {
    const auto is = [&](const ReplacedParameter &replaced) {
        return replaced.name == model.embeddingName() + ".weight" || replaced.name == model.headName() + ".weight";
    };
    const bool whole = std::any_of(model.adapters.begin(), model.adapters.end(), [&](const auto &adapter) {
        return std::any_of(adapter->replaced.begin(), adapter->replaced.end(), is);
    });
    return whole || !model.embedding().lora.empty() || !model.head()->lora.empty();
}

Sentence tokens(std::int64_t count) {
    return count == 1 ? Sentence("1 token") : Sentence("{0} tokens", count);
}

Sentence rowsOf(std::int64_t count) {
    return count == 1 ? Sentence("1 row") : Sentence("{0} rows", count);
}

/// The model's own rows, and the adapter's for the tokens that the model does not know.
Result<at::Tensor> grown(const at::Tensor &own_VD, const WeightFiles &weights, const std::string &name) {
    auto theirs = weights.read(name, own_VD.scalar_type(), own_VD.device());
    if (!theirs) return theirs;
    return at::cat({own_VD.detach(), theirs->slice(0, own_VD.size(0))}, 0);
}

} // namespace

Result<std::optional<Vocabulary>> growVocabulary(Decoder &model, const AdapterConfig &config,
                                                 const WeightFiles &weights, const fs::path &folder) {
    const std::int64_t own = model.config().vocabSize, D = model.config().hiddenSize;
    const bool speaks = model.config().headKind == HeadKind::LanguageModel;
    const Table embedding = tableOf(weights, model.embeddingName(), ".lora_embedding_A", 1);
    const Table head = speaks ? tableOf(weights, model.headName(), ".lora_B.weight", 0) : Table{};
    const std::int64_t all = std::max({embedding.rows, embedding.rowsOfTerm, head.rows, head.rowsOfTerm});
    if (all <= own) return std::nullopt;
    const auto fits = [&](std::int64_t rows) { return rows == 0 || rows == all; };
    const auto wide = [&](const Table &table) { return table.whole.empty() || weights.shapeOf(table.whole)[1] == D; };
    const bool follows = model.config().tied && head.whole.empty() &&
                         !config.savesModule(model.embeddingName()); // the base's own tensor, which is the head
    const bool whole = embedding.rows == all && (!speaks || head.rows == all || follows);
    const bool stacked = touchesTables(model);
    if (!whole || stacked || !fits(embedding.rowsOfTerm) || !fits(head.rowsOfTerm) || !wide(embedding) || !wide(head)) {
        const std::string &at = embedding.rows == all         ? embedding.whole
                                : head.rows == all            ? head.whole
                                : embedding.rowsOfTerm == all ? embedding.term
                                                              : head.term;
        return fail({.code = "adapter.grown_vocabulary",
                     .message = "tokens were added before this adapter was trained, and the model cannot grow to them",
                     .file = (folder / "adapter_model.safetensors").string(),
                     .field = shownName(weights.ownName(at)),
                     .found = {"{0}, a vocabulary of {1}", shapeText(weights.shapeOf(at)), tokens(all)},
                     .expected = {"{0}, as the model has, or embedding and head as a whole with {1} each", tokens(own),
                                  rowsOf(all)},
                     .remedy = stacked ? "Another adapter has changed the embedding or the head. Load the one with "
                                         "more tokens first, or by itself."
                                       : "Resize the base as it was resized before the training "
                                         "(resize_token_embeddings), save it with its tokenizer and use it as the "
                                         "base; or save the adapter anew with save_embedding_layers=True."});
    }
    Vocabulary before{.embedding_VD = model.parameter(model.embeddingName() + ".weight"),
                      .head_VD = speaks ? model.parameter(model.headName() + ".weight") : at::Tensor()};
    const auto rows = grown(before.embedding_VD, weights, embedding.whole);
    if (!rows) return unexpected(rows.error());
    const bool separate = speaks && !model.config().tied;
    const auto headRows = separate ? grown(before.head_VD, weights, head.whole) : *rows;
    if (!headRows) return unexpected(headRows.error());
    model.setVocabulary(*rows, *headRows);
    const bool tokenizer = Tokenizer::isIn(folder);
    if (tokenizer) model.vocabularyFrom = folder;
    const Sentence added =
        all - own == 1 ? Sentence("1 token was added") : Sentence("{0} tokens were added", all - own);
    model.note({"{0}: {1} before this adapter was trained; embedding and head grow from {2} to {3} rows, the new ones "
                "being the adapter's. {4}",
                folder.string(), added, own, all,
                tokenizer ? "Its tokenizer is used, which knows them."
                          : "It has no tokenizer, so that the new tokens have no text."});
    return before;
}

} // namespace lapidary
