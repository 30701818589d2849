// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/retrieve_tool.h"
#include "core/text/retrieval/dense.h"
#include <algorithm>

namespace lapidary {
namespace {

constexpr std::size_t kFused = 50; ///< of each ranking, at least, before they are fused

struct Query {
    std::string words;
    std::size_t most = 3;
    std::string retriever = "bm25";
};

Result<Query> queryIn(const std::string &input) {
    Query query{.words = input};
    const auto request = input.starts_with('{') ? parseJson(input) : Result<Json>(Json());
    if (!request || !request->is_object() || !request->contains("query")) return query;
    auto words = getString(*request, "query");
    if (!words) return unexpected(words.error());
    query.words = std::move(*words);
    query.most = static_cast<std::size_t>(std::max<std::int64_t>(1, request->value("most", std::int64_t(3))));
    query.retriever = request->value("retriever", query.retriever);
    return query;
}

/// Without case (of ASCII), and with one blank between words.
std::string plain(const std::string &text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (blank && (out.empty() || out.back() == ' ')) continue;
        out += blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::vector<std::size_t> documentsOf(const std::vector<Found> &found) {
    std::vector<std::size_t> out;
    for (const auto &each : found) out.push_back(each.document);
    return out;
}

class Library {
public:
    Library(std::vector<std::string> passages, EmbedTexts embed)
        : passages_(std::move(passages)), embed_(std::move(embed)), words_(passages_) {}

    Result<std::string> answer(const std::string &input) {
        const auto query = queryIn(input);
        if (!query) return unexpected(query.error());
        const auto found = find(*query);
        if (!found) return unexpected(found.error());
        std::string out;
        for (std::size_t i = 0; i < found->size(); ++i)
            out += (i > 0 ? "\n[" : "[") + std::to_string(i + 1) + "] " + passages_[(*found)[i].document];
        return found->empty() ? std::string("No passage has a word of this.") : out;
    }

private:
    Result<std::vector<Found>> find(const Query &query) {
        if (query.retriever == "bm25") return words_.find(query.words, query.most);
        if (query.retriever == "dense") return findDense(query.words, query.most);
        const std::size_t most = std::max(kFused, query.most);
        const auto dense = findDense(query.words, most);
        if (!dense) return dense;
        const std::vector<std::size_t> rankings[] = {documentsOf(words_.find(query.words, most)), documentsOf(*dense)};
        auto fused = fusedRanks(rankings);
        if (fused.size() > query.most) fused.resize(query.most);
        return fused;
    }

    Result<std::vector<Found>> findDense(const std::string &query, std::size_t most) {
        if (passages_.empty() || query.empty()) return std::vector<Found>();
        if (!dense_) {
            auto vectors = embed_(passages_);
            if (!vectors) return unexpected(vectors.error());
            dense_.emplace(std::move(*vectors));
        }
        auto vector = embed_({query});
        if (!vector) return unexpected(vector.error());
        return dense_->find(std::move(vector->front()), most);
    }

    std::vector<std::string> passages_;
    EmbedTexts embed_;
    Bm25 words_;
    std::optional<DenseIndex> dense_{};
};

} // namespace

const std::vector<std::string> &retrievers() {
    static const std::vector<std::string> names = {"bm25", "dense", "hybrid"};
    return names;
}

Status checkRetriever(const std::string &retriever, const SearchContext &context) {
    if (retriever == "bm25" || context.embed) return {};
    return fail({.code = "search.no_embeddings",
                 .message = "This model gives no hidden states, by which passages could be compared.",
                 .field = "retriever",
                 .found = retriever,
                 .expected = "bm25",
                 .remedy = "Find passages by their words (bm25), or take a model that runs here."});
}

SearchTool retrieveTool(std::vector<std::string> passages, EmbedTexts embed) {
    const auto library = std::make_shared<Library>(std::move(passages), std::move(embed));
    return {kRetrieve, [library](const std::string &input) { return library->answer(input); }};
}

std::optional<bool> holdsReference(std::span<const ToolAnswer> told, const Json &reference) {
    std::vector<std::string> wanted;
    for (const Json &each : reference.is_array() ? reference : Json::array({reference}))
        if (each.is_string() && !each.get_ref<const std::string &>().empty())
            wanted.push_back(plain(each.get<std::string>()));
    bool asked = false, held = false;
    for (const auto &[tool, text] : told) {
        if (tool != kRetrieve) continue;
        asked = true;
        const std::string passages = plain(text);
        held |= std::any_of(wanted.begin(), wanted.end(),
                            [&](const auto &one) { return passages.find(one) != passages.npos; });
    }
    return asked && !wanted.empty() ? std::optional(held) : std::nullopt;
}

std::string retrieveRequest(const std::string &query, std::int64_t most, const std::string &retriever) {
    return dumpJson({{"query", query}, {"most", most}, {"retriever", retriever}});
}

} // namespace lapidary
