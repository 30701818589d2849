// SPDX-License-Identifier: Apache-2.0
#include "app/worker/model_session.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/search/network_model.h"
#include "core/job/model_reference.h"
#include "core/text/turn_end.h"
#include <algorithm>
#include <numeric>

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

std::vector<std::string> adapterFolders(const ModelRef &ref) {
    std::vector<std::string> folders;
    for (const auto &adapter : ref.adapters) folders.push_back(adapter.path);
    return folders;
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
    if (const auto spelled = modelRefFromJson(sameSpelling(rest))) session.adapters = adapterFolders(*spelled);
    if (const fs::path folder = tokenizerFolderOf(*session.model, ref->path); Tokenizer::isIn(folder)) {
        auto tokenizer = Tokenizer::load(folder);
        if (!tokenizer) return unexpected(tokenizer.error());
        session.tokenizer = std::make_shared<const Tokenizer>(std::move(*tokenizer));
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

constexpr std::size_t kMostAdapters = 16; ///< that stand on one base

bool hasVirtualTokens(const Decoder &model) {
    return std::any_of(model.adapters.begin(), model.adapters.end(),
                       [](const auto &adapter) { return adapter->virtualTokens.defined(); });
}

/// True where the adapters on a base change nothing of it but by terms and parameters that a weight of 0 takes away: no
/// virtual tokens, no grown vocabulary, no further ends of a text.
bool isPlain(const Decoder &model, const DecoderConfig &base) {
    return model.config().vocabSize == base.vocabSize && model.config().eos == base.eos && !hasVirtualTokens(model);
}

/// The places of the wanted adapters on the model, in their order; those that are not there yet are loaded behind the
/// others. Nothing where that would not give what a fresh loading gives.
std::optional<std::vector<std::size_t>> placesOf(ModelSession &session, const ModelRef &ref,
                                                 const DecoderConfig &base) {
    std::vector<std::size_t> places;
    std::size_t next = 0; // sums of rounded numbers depend on their order
    for (const auto &wanted : ref.adapters) {
        auto &held = session.adapters;
        auto at = std::find(held.begin() + static_cast<std::ptrdiff_t>(next), held.end(), wanted.path);
        if (at == held.end()) {
            auto ends = base.eos;
            addTurnEnds(wanted.path, ends);
            if (held.size() >= kMostAdapters || ends != base.eos || !mustStandOn(wanted.path, ref.path) ||
                !loadAdapter(*session.model, wanted.path, 0))
                return std::nullopt;
            at = held.insert(held.end(), wanted.path);
        }
        next = static_cast<std::size_t>(at - held.begin()) + 1;
        places.push_back(next - 1);
    }
    return places;
}

/// Puts the adapters on the base that no request has named so far. False where a fresh loading would give another
/// model.
bool putThere(ModelSession &session, const ModelRef &ref, std::vector<std::size_t> &places) {
    const auto base = readModelConfig(ref.path);
    if (!base || !isPlain(*session.model, *base)) return false;
    auto found = placesOf(session, ref, *base);
    if (!found || !isPlain(*session.model, *base)) return false;
    places = std::move(*found);
    return true;
}

/// True where the session's base now has the adapters of `reference` in force, as a fresh loading would put them there.
bool useAdapters(ModelSession &session, const Json &reference) {
    if (session.remote || baseOf(session.reference) != baseOf(reference)) return false;
    const auto ref = modelRefFromJson(sameSpelling(reference)), before = modelRefFromJson(session.reference);
    if (!ref || !before || ref->mix != "none" || before->mix != "none" || hasVirtualTokens(*session.model))
        return false;
    std::vector<std::size_t> places(ref->adapters.size());
    std::iota(places.begin(), places.end(), 0);
    if (adapterFolders(*ref) != session.adapters && !putThere(session, *ref, places)) return false;
    for (auto &adapter : session.model->adapters) adapter->weight = 0;
    for (std::size_t i = 0; i < places.size(); ++i)
        session.model->adapters[places[i]]->weight = ref->adapters[i].weight;
    session.model->setTraining(false);
    session.reference = reference;
    return true;
}

} // namespace

Result<const ModelSession *> ModelKeeper::get(const Json &reference) {
    if (session_ && session_->reference != reference && useAdapters(*session_, reference)) return &*session_;
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
