// SPDX-License-Identifier: Apache-2.0
#include "app/worker/requests.h"
#include "core/engine/generate/checks.h"
#include "core/engine/generate/score.h"
#include "core/engine/model/heads.h"
#include <cmath>

namespace lapidary {
namespace {

Json jsonOfRow(const ScoreRow &row) {
    Json out = Json::array();
    for (const float value : row) out.push_back(jsonOfFloat(value));
    return out;
}

/// "all" or "last"; a head that classifies every token has them all where nothing is said.
Result<bool> wantsEveryToken(const Json &request, const DecoderConfig &model) {
    if (!request.contains("positions")) return model.headKind == HeadKind::Token;
    const auto positions = getString(request, "positions");
    if (!positions) return unexpected(positions.error());
    if (*positions == "all" || *positions == "last") return *positions == "all";
    return fail({.code = "request.positions",
                 .message = "Unknown positions.",
                 .field = "positions",
                 .found = *positions,
                 .expected = "all or last"});
}

} // namespace

Result<Json> answerScore(const Json &request, const ModelSession &session) {
    if (auto ok = checkFields(request, {"ids", "text", "positions"}); !ok) return unexpected(ok.error());
    const DecoderConfig &model = session.model->config();
    if (auto ok = mustScore(model); !ok) return unexpected(ok.error());
    const auto everyToken = wantsEveryToken(request, model);
    if (!everyToken) return unexpected(everyToken.error());
    const auto ids = idsOrText(request, "text", session);
    if (!ids) return unexpected(ids.error());
    if (ids->empty()) return fail(emptyPrompt(request.contains("ids") ? "ids" : "text"));
    const RealTokens real = realTokens(*ids, model);
    const std::vector<std::int64_t> row(ids->begin() + static_cast<std::ptrdiff_t>(real.begin),
                                        ids->begin() + static_cast<std::ptrdiff_t>(real.end));
    const auto scores = scoreRows(*session.model, {row}, *everyToken);
    if (!scores) return unexpected(ofRequest(scores.error()));
    if (!*everyToken) return Json{{"scores", jsonOfRow(scores->front().front())}};
    Json rows = Json::array();
    for (std::size_t i = 0; i < ids->size(); ++i)
        rows.push_back(i < real.begin || i >= real.end ? Json() : jsonOfRow(scores->front()[i - real.begin]));
    return Json{{"scores", std::move(rows)}};
}

} // namespace lapidary
