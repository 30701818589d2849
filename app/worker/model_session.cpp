// SPDX-License-Identifier: Apache-2.0
#include "app/worker/model_session.h"
#include "core/base/folder_mark.h"
#include "core/engine/generate/embed.h"
#include "core/engine/model/adapters/adapter_files.h"
#include "core/engine/search/network_model.h"
#include "core/engine/search/tools.h"
#include "core/gguf/model_file.h"
#include "core/gguf/place.h"
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

/// Names what was read of a folder: files that are written anew under their names are other ones.
std::string keyOf(const std::string &folder) {
    std::string key = folder + "\n";
    const auto gguf = ggufAt(folder);
    const auto shards = gguf ? gguf::shardsOf(*gguf) : Result<std::vector<fs::path>>(std::vector<fs::path>{folder});
    if (shards)
        for (const auto &file : *shards) key += folderMark(file);
    return key;
}
std::vector<std::string> keysOf(const std::vector<AdapterRef> &adapters) {
    std::vector<std::string> keys;
    for (const auto &adapter : adapters) keys.push_back(keyOf(adapter.path));
    return keys;
}

/// Takes what was told of an adapter, which begins with its folder or the name of a file there, out of what was told of
/// the whole model.
std::vector<Sentence> takeNoticesOf(const fs::path &folder, std::vector<Sentence> &notices) {
    const auto clean = [](const fs::path &path) { return path.lexically_normal() / ""; };
    const auto isOfOthers = [&](const Sentence &notice) {
        if (notice.values().empty()) return true;
        const fs::path first = notice.values().front().str();
        return clean(first) != clean(folder) && clean(first.parent_path()) != clean(folder);
    };
    const auto own = std::stable_partition(notices.begin(), notices.end(), isOfOthers);
    std::vector<Sentence> taken(own, notices.end());
    notices.erase(own, notices.end());
    return taken;
}

} // namespace

DecodeText decoderOf(std::shared_ptr<const Tokenizer> tokenizer) {
    if (!tokenizer) return {};
    return [tokenizer = std::move(tokenizer)](const std::vector<std::int64_t> &ids) {
        return tokenizer->decode(std::vector<std::int32_t>(ids.begin(), ids.end()), true);
    };
}

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
    if (const auto spelled = modelRefFromJson(sameSpelling(rest))) { // before the files are read: they may change
        session.base = keyOf(spelled->path);
        for (auto &key : keysOf(spelled->adapters)) session.adapters.push_back({.key = std::move(key)});
    }
    auto model = loadModel(*ref);
    if (!model) return unexpected(model.error());
    session.model = std::move(*model);
    session.model->setTraining(false);
    session.notices = session.baseNotices = session.model->config().notices;
    for (std::size_t i = 0; i < session.adapters.size(); ++i)
        session.adapters[i].notices = takeNoticesOf(ref->adapters[i].path, session.baseNotices);
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

namespace {

EmbedTexts embedderOf(const ModelSession &session) {
    return [&session](const std::vector<std::string> &texts) -> Result<std::vector<std::vector<float>>> {
        std::vector<std::vector<std::int64_t>> rows;
        for (const auto &text : texts) {
            auto ids = encodeText(session, text, true);
            if (!ids) return unexpected(ids.error());
            rows.push_back(std::move(*ids));
        }
        return embedRows(*session.model, rows);
    };
}

} // namespace

SearchContext searchContextOf(const ModelSession &session, CutAnswers cut) {
    SearchContext context;
    context.encode = [&session](const std::string &text, bool addSpecial) {
        return encodeText(session, text, addSpecial);
    };
    context.decode = decoderOf(session.tokenizer);
    if (session.model) context.embed = embedderOf(session);
    context.tools = searchTools();
    if (session.remote)
        context.model = std::make_shared<RemoteWriter>(session.remote, cut);
    else if (session.writer)
        context.model = session.writer;
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
                                                 const std::vector<std::string> &keys, const DecoderConfig &base) {
    std::vector<std::size_t> places;
    std::size_t next = 0; // sums of rounded numbers depend on their order
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto &wanted = ref.adapters[i];
        auto &held = session.adapters;
        auto at = std::find_if(held.begin() + static_cast<std::ptrdiff_t>(next), held.end(),
                               [&](const auto &each) { return each.key == keys[i]; });
        if (at == held.end()) {
            const auto told = static_cast<std::ptrdiff_t>(session.model->config().notices.size());
            auto ends = base.eos;
            addTurnEnds(wanted.path, ends);
            if (held.size() >= kMostAdapters || ends != base.eos || !mustStandOn(wanted.path, ref.path) ||
                !loadAdapter(*session.model, wanted.path, 0))
                return std::nullopt;
            const auto &notices = session.model->config().notices;
            at = held.insert(held.end(), ModelSession::Standing{keys[i], {notices.begin() + told, notices.end()}});
        }
        next = static_cast<std::size_t>(at - held.begin()) + 1;
        places.push_back(next - 1);
    }
    return places;
}

/// Puts the adapters on the base that no request has named so far. False where a fresh loading would give another
/// model.
bool putThere(ModelSession &session, const ModelRef &ref, const std::vector<std::string> &keys,
              std::vector<std::size_t> &places) {
    const auto base = readModelConfig(ref.path);
    if (!base || !isPlain(*session.model, *base)) return false;
    auto found = placesOf(session, ref, keys, *base);
    if (!found || !isPlain(*session.model, *base)) return false;
    places = std::move(*found);
    return true;
}

/// True where the session now is what a fresh loading of `reference` would give: the same base, of files that nobody
/// has written anew, and the adapters of the reference in force.
bool isReady(ModelSession &session, const Json &reference) {
    if (session.remote) return session.reference == reference;
    const auto ref = modelRefFromJson(sameSpelling(reference)), before = modelRefFromJson(session.reference);
    if (!ref || !before || baseOf(session.reference) != baseOf(reference) || keyOf(ref->path) != session.base)
        return false;
    const auto keys = keysOf(ref->adapters);
    const bool same = std::equal(keys.begin(), keys.end(), session.adapters.begin(), session.adapters.end(),
                                 [](const auto &key, const auto &held) { return key == held.key; });
    if (session.reference == reference && same) return true;
    if (ref->mix != "none" || before->mix != "none" || hasVirtualTokens(*session.model)) return false;
    std::vector<std::size_t> places(keys.size());
    std::iota(places.begin(), places.end(), 0);
    if (!same && !putThere(session, *ref, keys, places)) return false;
    for (auto &adapter : session.model->adapters) adapter->weight = 0;
    session.notices = session.baseNotices;
    for (std::size_t i = 0; i < places.size(); ++i) {
        session.model->adapters[places[i]]->weight = ref->adapters[i].weight;
        const auto &notices = session.adapters[places[i]].notices;
        session.notices.insert(session.notices.end(), notices.begin(), notices.end());
    }
    session.model->setTraining(false);
    session.reference = reference;
    session.writer = nullptr; // what it has read was read by other weights
    return true;
}

} // namespace

Result<const ModelSession *> ModelKeeper::get(const Json &reference, const std::function<void()> &opens) {
    if (!session_ || !isReady(*session_, reference)) {
        session_.reset(); // the old weights leave before the new ones come
        if (opens && !reference.contains("remote")) opens();
        auto opened = openModel(reference);
        if (!opened) return unexpected(opened.error());
        session_ = std::move(*opened);
    }
    if (session_->model && !session_->writer)
        session_->writer = NetworkModel::remembering(*session_->model, decoderOf(session_->tokenizer));
    return &*session_;
}

} // namespace lapidary
