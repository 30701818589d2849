// SPDX-License-Identifier: Apache-2.0
// Retrieval-augmented generation (Lewis et al. 2020, arXiv 2005.11401, in its plain form): the passages that fit the
// question best stand behind it, and then the model answers, in one sample. They are
// none of the model's words: they cost nothing, and are marked as a tool's. Deviations: passages are found by their
// words (BM25), by the model's own hidden states, which nobody trained for it, or by both; they stand within the
// answer, behind the question.
#include "core/engine/search/strategies/retrieval.h"
#include "core/engine/search/candidates.h"
#include "core/engine/search/choices.h"
#include "core/engine/search/configured.h"
#include "core/engine/search/retrieve_tool.h"
#include <algorithm>

namespace lapidary {

namespace {

struct RetrievalConfig {
    SamplingConfig sampling{.temperature = 0.7};
    std::int64_t passages = 3;
    std::string retriever = "bm25";
    std::string before = "\nPassages:\n", after = "\nAnswer:";
    std::string completionPrefix{};
    std::int64_t tokenBudget = 0;
};

const Described<RetrievalConfig> &described() {
    using C = RetrievalConfig;
    static const auto d = Described<C>()
                              .include(describedSampling(), &C::sampling)
                              .add("passages", &C::passages, atLeast(1), "passages", "more passages that are shown")
                              .choice("retriever", &C::retriever, retrievers(),
                                      "passages that fit by their words, by the model's hidden states, or by both")
                              .add("passages_mark", &C::before, "", "stands before the passages")
                              .add("answer_mark", &C::after, "", "stands behind them, and asks for the answer")
                              .add("completion_prefix", &C::completionPrefix, "", kPrefixEffect)
                              .add("token_budget", &C::tokenBudget, atLeast(0), "tokens", kBudgetEffect);
    return d;
}

class Retrieving final : public Search {
public:
    Retrieving(const RetrievalConfig &config, const Drawing &drawing, std::string question)
        : config_(config), drawing_(drawing), question_(std::move(question)) {}

    std::vector<Action> next(const Tree &tree, Rng &) override {
        if (tree.size() == 1) {
            const auto request = retrieveRequest(question_, config_.passages, config_.retriever);
            return {CallTool{Tree::kRoot, kRetrieve, request, config_.before, config_.after}};
        }
        if (tree.size() == 2)
            return {
                Expand{.at = 1, .until = {.tokens = drawing_.sampling.maxNewTokens, .texts = drawing_.sampling.stop}}};
        return chooseEnd(tree, {.node = 2, .why = "only"});
    }

private:
    const RetrievalConfig &config_;
    const Drawing &drawing_;
    const std::string question_;
};

class Retrieval final : public Strategy {
public:
    Retrieval(RetrievalConfig config, const SharedSettings &shared)
        : config_(std::move(config)), drawing_{.sampling = config_.sampling,
                                               .completionPrefix = config_.completionPrefix,
                                               .tokenBudget = config_.tokenBudget,
                                               .calculator = shared.calculator} {}

    const Drawing &drawing() const override { return drawing_; }
    Status check(const SearchContext &context) const override {
        if (std::any_of(context.tools.begin(), context.tools.end(),
                        [](const auto &tool) { return tool.name == kRetrieve; }))
            return checkRetriever(config_.retriever, context);
        return fail({.code = "search.no_documents",
                     .message = "There are no documents to find passages in.",
                     .field = "documents",
                     .expected = "rows of plain text",
                     .remedy = "Name a data set as the input documents."});
    }
    /// What is asked, without what a chat template puts around it.
    std::unique_ptr<Search> begin(const SearchProblem &problem, const SearchContext &) const override {
        const std::string question = problem.problem.question();
        return std::make_unique<Retrieving>(config_, drawing_, question.empty() ? problem.problem.prompt : question);
    }

private:
    RetrievalConfig config_;
    Drawing drawing_;
};

MethodInfo methodInfo() {
    MethodInfo out = strategyInfo("retrieval", "one answer behind the passages of documents that fit the question",
                                  described().spec());
    out.inputs.push_back({.name = "documents",
                          .what = Artifact::Rows,
                          .layout = "text",
                          .effect = "the texts in which passages are found"});
    return out;
}

} // namespace

const MethodInfo &retrievalInfo() {
    static const MethodInfo method = methodInfo();
    return method;
}

tl::expected<std::unique_ptr<Strategy>, Problems> makeRetrieval(const Json &config) {
    return makeStrategy<Retrieval>(described(), config);
}

} // namespace lapidary
