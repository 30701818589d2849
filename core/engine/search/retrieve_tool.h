// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/strategy.h"
#include "core/text/retrieval/bm25.h"

namespace lapidary {

inline constexpr const char *kRetrieve = "retrieve"; ///< the name of the tool

inline constexpr std::size_t kPassageBytes = 1000; ///< of a passage of a long document, at most

/// How passages are found: by their words (bm25), by the model's own hidden states (dense), or by both, whose rankings
/// are fused (hybrid).
const std::vector<std::string> &retrievers();

/// search.no_embeddings where a retriever needs hidden states and the model, as one on a server, gives none.
Status checkRetriever(const std::string &retriever, const SearchContext &context);

/// Passages of documents, as a tool. The input is a query, for which the best three come by their words, or {"query",
/// "most", "retriever"}. The answer is "[1] …" and "[2] …" on lines of their own, or words that say that nothing fits.
/// What is dense is embedded when it is first asked for. The tool belongs to one thread.
SearchTool retrieveTool(std::vector<std::string> passages, EmbedTexts embed = {});

/// What retrieveTool() is to be asked.
std::string retrieveRequest(const std::string &query, std::int64_t most, const std::string &retriever);

/// Whether what this tool said holds the reference, whatever its case (of several, one of them): the accuracy of
/// passages of Karpukhin et al. 2020 (arXiv 2004.04906). Nothing where it was not asked, or there is no reference.
std::optional<bool> holdsReference(std::span<const ToolAnswer> told, const Json &reference);

} // namespace lapidary
