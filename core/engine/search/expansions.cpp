// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/expansions.h"
#include <algorithm>

namespace lapidary {

namespace {

Result<std::shared_ptr<const LanguageModel>> writerNamed(const std::string &by, const SearchContext &context) {
    if (by.empty()) return context.model;
    if (const auto expert = context.experts.find(by); expert != context.experts.end()) return expert->second;
    if (context.modelNamed) return context.modelNamed(by);
    return fail({.code = "search.no_expert",
                 .message = "A search wants to ask an expert who is not there.",
                 .field = "by",
                 .found = by});
}

} // namespace

std::vector<Part> partsWithinBudgets(const std::vector<Pending> &pending, const std::vector<ProblemSearch> &searches) {
    struct Budget {
        std::int64_t left;
        bool begun = false, waits = false;
    };
    std::map<std::size_t, Budget> budgets;
    std::vector<Part> parts;
    for (std::size_t i = 0; i < pending.size(); ++i) {
        const auto &[problem, expand] = pending[i];
        Budget &budget = budgets.try_emplace(problem, Budget{searches[problem].tokensLeft()}).first->second;
        if (expand.n == 0 || budget.waits) continue;
        Part part{i, std::min(expand.n, budget.left / expand.until.tokens), expand.until.tokens};
        if (part.n == 0 && !budget.begun && budget.left > 0) part = {i, 1, budget.left};
        budget.waits = part.n < expand.n; // how much these leave is known when they are written
        if (part.n == 0) continue;
        budget.begun = true;
        budget.left -= part.n * part.tokens;
        parts.push_back(part);
    }
    return parts;
}

Status Expansions::write(std::vector<Pending> pending, std::vector<ProblemSearch> &searches) {
    while (true) {
        const auto parts = partsWithinBudgets(pending, searches);
        if (parts.empty()) break;
        if (auto ok = writeParts(pending, parts, searches); !ok) return ok;
    }
    for (const auto &[problem, expand] : pending)
        if (searches[problem].tokensLeft() == 0) searches[problem].setSpent();
    return {};
}

/// A question of its own is asked without the problem, and without what an answer begins with.
Result<CompletionRequest> Expansions::requestOf(const Expand &expand, const ProblemSearch &search) const {
    CompletionRequest request = search.request(expand);
    if (expand.question.empty()) return request;
    request.prompt = expand.question;
    request.messages = Json();
    request.stream += "/asks " + expand.question;
    request.prefix.clear();
    request.begun.clear();
    request.known = nullptr;
    if (!context_.model->knowsTokens()) return request;
    auto ids = context_.encode(expand.question, true);
    if (!ids) return unexpected(ids.error());
    request.ids = std::move(*ids);
    return request;
}

Result<std::vector<GeneratedPrompt>> Expansions::written(const std::vector<Pending> &pending,
                                                         const std::vector<Part> &parts,
                                                         const std::vector<ProblemSearch> &searches) const {
    std::map<std::string, std::vector<std::size_t>> byModel;
    for (std::size_t p = 0; p < parts.size(); ++p) byModel[pending[parts[p].pending].expand.by].push_back(p);
    std::vector<GeneratedPrompt> out(parts.size());
    for (const auto &[by, own] : byModel) {
        const auto model = writerNamed(by, context_);
        if (!model) return unexpected(model.error());
        std::vector<CompletionRequest> requests;
        for (const std::size_t p : own) {
            const Part &part = parts[p];
            Expand expand = pending[part.pending].expand;
            expand.n = part.n;
            expand.until.tokens = part.tokens;
            auto request = requestOf(expand, searches[pending[part.pending].problem]);
            if (!request) return unexpected(request.error());
            requests.push_back(std::move(*request));
        }
        auto made = (*model)->complete(requests, watchOf(pending, parts, searches));
        if (!made) return unexpected(made.error());
        for (std::size_t r = 0; r < own.size(); ++r) out[own[r]] = std::move((*made)[r]);
    }
    return out;
}

/// Nodes are added in the order in which they were asked for, whoever writes them.
Status Expansions::writeParts(std::vector<Pending> &pending, const std::vector<Part> &parts,
                              std::vector<ProblemSearch> &searches) {
    auto made = written(pending, parts, searches);
    if (!made) return unexpected(made.error());
    for (std::size_t p = 0; p < parts.size(); ++p) {
        auto &[problem, expand] = pending[parts[p].pending];
        Expand part = expand;
        part.n = parts[p].n;
        searches[problem].add(part, std::move((*made)[p]));
        expand.n -= part.n;
        done_ += part.n;
    }
    return {};
}

Watch Expansions::watchOf(const std::vector<Pending> &pending, const std::vector<Part> &parts,
                          const std::vector<ProblemSearch> &searches) const {
    Watch watch = context_.watch;
    watch.scores |= scores_;
    if (watch.progress)
        watch.progress = [this](std::int64_t done, std::int64_t) {
            context_.watch.progress(std::min(done_ + done, totalSamples_), totalSamples_);
        };
    const auto &first = pending[parts.front().pending];
    const bool answers = first.problem == 0 && first.expand.question.empty();
    if (!answers) watch.grew = nullptr; // one problem is watched, and its answer is at rest
    const NodeId at = first.expand.at;
    if (watch.grew && (at != Tree::kRoot || searches[0].tree().begun()))
        watch.grew = [this, &tree = searches[0].tree(), at](const GrowingText &piece) {
            GrowingText whole{.ids = tree.idsTo(at), .text = tree.completionTo(at).text, .tokens = tree.tokensTo(at)};
            whole.ids.insert(whole.ids.end(), piece.ids.begin(), piece.ids.end());
            whole.text += piece.text;
            whole.tokens += piece.tokens;
            context_.watch.grew(whole);
        };
    return watch;
}

} // namespace lapidary
