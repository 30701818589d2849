// SPDX-License-Identifier: Apache-2.0
#include "core/engine/search/revising.h"
#include "core/engine/search/strategies/ab_mcts.h"
#include "core/engine/search/strategies/adaptive_consistency.h"
#include "core/engine/search/strategies/beam_search.h"
#include "core/engine/search/strategies/best_of_n.h"
#include "core/engine/search/strategies/budget_forcing.h"
#include "core/engine/search/strategies/chain_of_thought.h"
#include "core/engine/search/strategies/choice_likelihood.h"
#include "core/engine/search/strategies/compute_optimal.h"
#include "core/engine/search/strategies/confidence_ladder.h"
#include "core/engine/search/strategies/cot_decoding.h"
#include "core/engine/search/strategies/deepconf.h"
#include "core/engine/search/strategies/deer.h"
#include "core/engine/search/strategies/dvts.h"
#include "core/engine/search/strategies/early_stopping_consistency.h"
#include "core/engine/search/strategies/experts.h"
#include "core/engine/search/strategies/genselect.h"
#include "core/engine/search/strategies/greedy.h"
#include "core/engine/search/strategies/lookahead.h"
#include "core/engine/search/strategies/lossless_consistency.h"
#include "core/engine/search/strategies/memory.h"
#include "core/engine/search/strategies/particle_filtering.h"
#include "core/engine/search/strategies/puct.h"
#include "core/engine/search/strategies/rap.h"
#include "core/engine/search/strategies/react.h"
#include "core/engine/search/strategies/rebase.h"
#include "core/engine/search/strategies/rest_mcts.h"
#include "core/engine/search/strategies/retrieval.h"
#include "core/engine/search/strategies/rsa.h"
#include "core/engine/search/strategies/rstar.h"
#include "core/engine/search/strategies/self_consistency.h"
#include "core/engine/search/strategies/self_refine.h"
#include "core/engine/search/strategies/sequential_revision.h"
#include "core/engine/search/strategies/speculative_decoding.h"
#include "core/engine/search/strategies/tree_of_thoughts.h"
#include <algorithm>
#include <iterator>

namespace lapidary {

namespace {
constexpr StrategyEntry kStrategies[] = {
    {greedyInfo, makeGreedy},
    {selfConsistencyInfo, makeSelfConsistency},
    {bestOfNInfo, makeBestOfN},
    {beamSearchInfo, makeBeamSearch},
    {chainOfThoughtInfo, makeChainOfThought},
    {cotDecodingInfo, makeCotDecoding},
    {adaptiveConsistencyInfo, makeAdaptiveConsistency},
    {earlyStoppingConsistencyInfo, makeEarlyStoppingConsistency},
    {losslessConsistencyInfo, makeLosslessConsistency},
    {dvtsInfo, makeDvts},
    {lookaheadInfo, makeLookahead},
    {rapInfo, makeRap},
    {puctInfo, makePuct},
    {restMctsInfo, makeRestMcts},
    {rstarInfo, makeRstar},
    {particleFilteringInfo, makeParticleFiltering},
    {rebaseInfo, makeRebase},
    {budgetForcingInfo, makeBudgetForcing},
    {deerInfo, makeDeer},
    {confidenceLadderInfo, makeConfidenceLadder},
    {sequentialRevisionInfo, makeSequentialRevision},
    {selfRefineInfo, makeSelfRefine},
    {deepconfInfo, makeDeepconf},
    {treeOfThoughtsInfo, makeTreeOfThoughts},
    {reactInfo, makeReact},
    {abMctsInfo, makeAbMcts},
    {genselectInfo, makeGenselect},
    {retrievalInfo, makeRetrieval},
    {rsaInfo, makeRsa},
    {speculativeDecodingInfo, makeSpeculativeDecoding},
    {memoryInfo, makeMemory},
    {computeOptimalInfo, makeComputeOptimal},
    {expertsInfo, makeExperts},
    {choiceLikelihoodInfo, makeChoiceLikelihood},
};
constexpr const MethodInfo &(*kRevising[])() = {sequentialRevisionInfo, selfRefineInfo};
} // namespace

bool revises(const std::string &strategy) {
    return std::any_of(std::begin(kRevising), std::end(kRevising),
                       [&](const auto &info) { return info().name == strategy; });
}

Status Strategy::checkProblem(const SearchProblem &) const {
    return {};
}

Result<std::vector<std::string>> Strategy::examples(const std::vector<SearchProblem> &problems,
                                                    const SearchContext &) const {
    return std::vector<std::string>(problems.size(), drawing().examples);
}

std::span<const StrategyEntry> strategies() {
    return kStrategies;
}

Result<const StrategyEntry *> strategyByName(const std::string &name) {
    std::string known;
    for (const auto &entry : kStrategies) {
        if (name == entry.info().name) return &entry;
        known += (known.empty() ? "" : ", ") + entry.info().name;
    }
    return fail({.code = "search.unknown_strategy",
                 .message = "There is no such strategy.",
                 .field = "strategy",
                 .found = name,
                 .expected = known,
                 .remedy = "Name one of these."});
}

} // namespace lapidary
