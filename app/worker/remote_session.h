// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/engine/search/candidates.h"
#include "core/remote/client.h"

namespace lapidary {

/// {"remote": {…}} with the settings of an endpoint, or its name in this machine's book.
Result<RemoteModel> openRemote(const Json &reference);

/// What of it a cut answer is worth: a person sees it and its end, a job's file of answers must not hold it.
enum class CutAnswers { Keep, Refuse };

/// Draws from a remote model: up to `max_concurrent` requests side by side. The server keeps its own tokens, so that
/// ids are empty and counts are the server's. Errors: remote.* (with Refuse also those of a cut answer, after `retries`
/// more tries), remote.ids, remote.prefix, remote.sampler; a requested stop is none.
Result<std::vector<GeneratedPrompt>> drawRemotely(const RemoteModel &model, const std::vector<SearchProblem> &problems,
                                                  const SearchContext &context, const CandidateConfig &config,
                                                  CutAnswers cut);

} // namespace lapidary
