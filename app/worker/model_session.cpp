// SPDX-License-Identifier: Apache-2.0
#include "app/worker/model_session.h"
#include "core/engine/search/network_model.h"
#include <algorithm>

namespace lapidary {

namespace {

Status useThreads(Json &reference) {
    if (!reference.contains("threads")) return {};
    const auto threads = getInteger(reference, "threads");
    if (!threads) return unexpected(threads.error());
    if (*threads < 1)
        return fail({.code = "model.threads",
                     .message = "A model needs at least one thread.",
                     .field = "model.threads",
                     .found = std::to_string(*threads),
                     .expected = "1 or more"});
    setThreads(static_cast<int>(*threads));
    reference.erase("threads");
    return {};
}

} // namespace

Result<ModelSession> openModel(const Json &reference) {
    if (!reference.is_object())
        return fail({.code = "request.no_model",
                     .message = "The request names no model.",
                     .field = "model",
                     .expected = "an object with \"path\""});
    ModelSession session{.reference = reference, .model = nullptr, .tokenizer = nullptr};
    if (reference.contains("remote")) {
        auto remote = openRemote(reference);
        if (!remote) return unexpected(remote.error());
        session.remote = std::make_shared<RemoteModel>(std::move(*remote));
        return session;
    }
    Json rest = reference;
    if (auto set = useThreads(rest); !set) return unexpected(set.error());
    const auto ref = modelRefFromJson(rest);
    if (!ref) return unexpected(ref.error());
    auto model = loadModel(*ref);
    if (!model) return unexpected(model.error());
    session.model = std::move(*model);
    session.model->setTraining(false);
    session.notices = session.model->config().notices;
    if (const fs::path folder = tokenizerFolderOf(*session.model, ref->path); Tokenizer::isIn(folder)) {
        auto tokenizer = Tokenizer::load(folder);
        if (!tokenizer) return unexpected(tokenizer.error());
        session.tokenizer = std::make_unique<Tokenizer>(std::move(*tokenizer));
    }
    return session;
}

Result<std::vector<std::int64_t>> encodeText(const ModelSession &session, const std::string &text, bool addSpecial) {
    if (text.empty() && !addSpecial) return std::vector<std::int64_t>{};
    if (!session.tokenizer)
        return fail(
            {.code = "model.no_tokenizer",
             .message = "The model's folder has no tokenizer.json or tokenizer.model, so that text cannot be read.",
             .file = session.reference.value("path", ""),
             .remedy = "Copy the tokenizer's files into the folder, or give ids."});
    const auto encoding = session.tokenizer->encode(text, addSpecial);
    if (!encoding) return unexpected(encoding.error());
    return std::vector<std::int64_t>(encoding->ids.begin(), encoding->ids.end());
}

SearchContext searchContextOf(const ModelSession &session, CutAnswers cut) {
    SearchContext context;
    context.encode = [&session](const std::string &text, bool addSpecial) {
        return encodeText(session, text, addSpecial);
    };
    if (session.tokenizer)
        context.decode = [&session](const std::vector<std::int64_t> &ids) {
            return session.tokenizer->decode(std::vector<std::int32_t>(ids.begin(), ids.end()), true);
        };
    if (session.remote)
        context.model = std::make_shared<RemoteWriter>(session.remote, cut);
    else
        context.model = std::make_shared<NetworkModel>(*session.model, context.decode);
    context.modelNamed = [](const std::string &name) -> Result<std::shared_ptr<const LanguageModel>> {
        auto model = openRemote({{"remote", remoteNameOf(name).value_or(name)}});
        if (!model) return unexpected(model.error());
        return std::make_shared<RemoteWriter>(std::make_shared<RemoteModel>(std::move(*model)), CutAnswers::Refuse);
    };
    return context;
}

namespace {

/// A reference without the weights of its adapters.
Json unweighted(Json reference) {
    if (const auto adapters = reference.find("adapters"); adapters != reference.end() && adapters->is_array())
        for (auto &adapter : *adapters)
            if (adapter.is_object()) adapter.erase("weight");
    return reference;
}

/// True where the same adapters stand on the same base and only their weights differ: these can be set without reading
/// anything again. Virtual tokens are there or not, which the loading checks.
bool setWeights(ModelSession &session, const Json &reference) {
    if (session.remote || unweighted(session.reference) != unweighted(reference)) return false;
    const auto ref = modelRefFromJson(reference);
    auto &adapters = session.model->adapters;
    if (!ref || ref->mix != "none" || ref->adapters.size() != adapters.size()) return false;
    if (std::any_of(adapters.begin(), adapters.end(),
                    [](const auto &adapter) { return adapter->virtualTokens.defined(); }))
        return false;
    for (std::size_t i = 0; i < adapters.size(); ++i) adapters[i]->weight = ref->adapters[i].weight;
    session.reference = reference;
    return true;
}

} // namespace

Result<const ModelSession *> ModelKeeper::get(const Json &reference) {
    if (session_ && session_->reference != reference && setWeights(*session_, reference)) return &*session_;
    if (!session_ || session_->reference != reference) {
        session_.reset(); // the old weights leave before the new ones come
        auto opened = openModel(reference);
        if (!opened) return unexpected(opened.error());
        session_ = std::move(*opened);
    }
    return &*session_;
}

std::vector<Sentence> ModelKeeper::takeNotices() {
    return session_ ? std::exchange(session_->notices, {}) : std::vector<Sentence>();
}

} // namespace lapidary
