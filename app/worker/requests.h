// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/worker/model_session.h"
#include "core/base/json.h"
#include <functional>

namespace lapidary {

/// Takes what a request tells before its answer: {"id", "partial": {…}}. Of one that wants to be watched ("stream":
/// true) that is how it grows, and before it {"loading"} while weights are read; of every one what a person should know
/// ("notice").
using TellPartial = std::function<void(const Json &partial)>;

/// Answers one request object; a failure becomes {"error": …}. An "id" comes back. Never throws.
class RequestHandler {
public:
    Json answer(const Json &request, std::stop_token stop = {}, const TellPartial &tell = {});

private:
    Result<Json> dispatch(const Json &request, std::stop_token stop, const TellPartial &tell);
    ModelKeeper models_;
};

/// An error for the first field that is not in `known`; the fields of every request ("verb", "id", "model") always are.
Status checkFields(const Json &request, std::initializer_list<const char *> known, const ConfigSpec &more = {});
Result<std::vector<std::int64_t>> getIds(const Json &request, const char *field);
/// The engine speaks of the only element of a list ("rows[0].prompt_ids") where the request has but a field
/// ("prompt_ids").
Error ofRequest(Error error);
/// The tokens that "ids", or the named text field, stand for.
Result<std::vector<std::int64_t>> idsOrText(const Json &request, const char *textField, const ModelSession &session);

/// To whom it concerns, as {"notice"}; where nobody listens, to nobody.
void tellNotice(const TellPartial &tell, const Sentence &notice);

/// {"ids"} or {"text"}, "positions" "all" or "last" → {"logits"}; of the last place with "top" the most likely tokens
/// alone → {"top": [{"id", "logprob"}]}, read as an answer is that is written there.
Result<Json> answerLogits(const Json &request, const ModelSession &session);
Result<Json> answerLogprobs(const Json &request, const ModelSession &session);
/// {"ids"} or {"text"} of a reward model, "positions" "last" or "all" (as its head has it) → {"scores"}; padding's are
/// null.
Result<Json> answerScore(const Json &request, const ModelSession &session);
/// Writes the model with its adapters merged to the folder "out", or ("what": "adapter") one adapter mixed of them.
Result<Json> answerExport(const Json &request, const TellPartial &tell);
Result<Json> answerGenerate(const Json &request, const ModelSession &session, std::stop_token stop,
                            const TellPartial &tell);
/// {"ids" or "prompt", "reference", "rule", "steps": [text…]}, and the settings of samples ("n", "temperature" …): what
/// each step is worth, by n answers that go on behind it (Monte Carlo) → {"steps": [{"right", "n", "share", "low",
/// "high" (Wilson, 95 %), "tokens"}], "tokens"}. An answer that was cut is not right. Also of a remote model that can
/// be given the beginning of an answer.
Result<Json> answerStepValues(const Json &request, const ModelSession &session, std::stop_token stop,
                              const TellPartial &tell);
/// {"ids" or "prompt", "steps": [text…], "answer": the words behind them that say the answer, "seed"?}: how far the
/// probability of the answer moves with each step, see step_weights.h → {"answer_probability", "steps": [{"left_out",
/// "true_thinking", "disturbed" (null: no number; it was left out), "tokens"}], "tokens"}. Tokens are those that were
/// read; none is written.
Result<Json> answerStepWeights(const Json &request, const ModelSession &session, std::stop_token stop);
Result<Json> answerInfo(const Json &request, const ModelSession *session); ///< the model is optional
Result<Json> answerLoss(const Json &request);
/// {"folder"} of a run that was not begun: what its training would say before the first step → {"notices",
/// "steps_per_epoch"}. Nothing is left in the folder but the rows that are held out.
Result<Json> answerCheck(const Json &request, std::stop_token stop);

} // namespace lapidary
