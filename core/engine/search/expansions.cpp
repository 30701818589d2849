// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/expansions.h"
#include <algorithm>

namespace lapidary {

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

Status Expansions::writeParts(std::vector<Pending> &pending, const std::vector<Part> &parts,
                              std::vector<ProblemSearch> &searches) {
    std::vector<CompletionRequest> requests;
    for (const auto &part : parts) {
        Expand expand = pending[part.pending].expand;
        expand.n = part.n;
        expand.until.tokens = part.tokens;
        requests.push_back(searches[pending[part.pending].problem].request(expand));
    }
    auto written = context_.model->complete(requests, watchOf(pending, parts, searches));
    if (!written) return unexpected(written.error());
    for (std::size_t r = 0; r < parts.size(); ++r) {
        auto &[problem, expand] = pending[parts[r].pending];
        Expand part = expand;
        part.n = parts[r].n;
        searches[problem].add(part, std::move((*written)[r]));
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
    if (first.problem != 0) watch.grew = nullptr; // one problem is watched, and it is at rest
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
