// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/model_facts.h"
#include "core/remote/book.h"
#include "core/text/tokenizer/tokenizer.h"
#include "core/workbench/models/context_limit.h"
#include "core/workbench/models/model_list.h"
#include "core/workbench/models/models.h"
#include "widgets/bridge/conversions.h"
#include "widgets/models/visible_text.h"
#include <QCoreApplication>
#include <QLocale>

namespace lapidary {

namespace {

struct ModelWords {
    Q_DECLARE_TR_FUNCTIONS(ModelWords)
};

ModelValues::Kind kindOf(const std::string &kind) {
    if (kind == "trained") return ModelValues::Trained;
    if (kind == "adapter") return ModelValues::Adapter;
    if (kind == "remote") return ModelValues::Remote;
    return kind == "folder" ? ModelValues::Folder : ModelValues::Named;
}

QString joined(const Json &list) {
    QStringList parts;
    for (const auto &[name, value] : list.items())
        parts.append(value.is_string() ? toQt(value.get<std::string>())
                                       : QStringLiteral("%1 × %2").arg(value.get<qint64>()).arg(toQt(name)));
    return parts.join(QStringLiteral(", "));
}

/// Bytes of the weights in each number format that a worker computes in. NF4: four bits a weight of the linear layers
/// and a 32-bit scale for every 64 of them; the rest in bf16.
QVector<QPair<QString, qint64>> weightsInMemory(const Json &facts) {
    const qint64 all = facts.value("parameters", qint64(0)), linear = facts.value("linear_parameters", qint64(0));
    if (all <= 0 || facts.value("kind", "") != "model") return {};
    return {{QStringLiteral("f32"), 4 * all},
            {QStringLiteral("bf16, f16"), 2 * all},
            {QStringLiteral("NF4"), linear / 2 + linear / 16 + 2 * (all - linear)}};
}

/// Bytes that keys and values of one token take in f32; 0: not known.
qint64 cacheBytes(const ModelEntry &entry) {
    const auto size = sizeOfModel(entry.folder);
    return size ? 4 * size->keyValues * size->layers : 0;
}

QString special(const Json &tokens) {
    QStringList parts;
    for (const auto &[name, token] : tokens.items())
        parts.append(QStringLiteral("%1 %2").arg(toQt(name).chopped(6), visibleText(toQt(token.get<std::string>()))));
    return parts.join(QStringLiteral(" · "));
}

/// "default 1a2b3c4d · tool_use 5e6f7a8b": names, and the beginnings of their hashes.
QString templates(const Json &hashes) {
    QStringList parts;
    for (const auto &[name, hash] : hashes.items())
        parts.append(QStringLiteral("%1 %2").arg(toQt(name), toQt(hash.get<std::string>().substr(0, 8))));
    return parts.isEmpty() ? ModelWords::tr("none") : parts.join(QStringLiteral(" · "));
}

/// "steps 100, 200 (3 MiB)", or nothing.
QString checkpoints(const ModelEntry &entry, const ModelDetails &details) {
    const QLocale locale;
    QStringList steps;
    for (const auto step : entry.checkpoints) steps.append(locale.toString(qint64(step)));
    if (steps.isEmpty()) return {};
    return ModelWords::tr("steps %1 (%2)")
        .arg(steps.join(QStringLiteral(", ")), locale.formattedDataSize(qint64(details.checkpointBytes)));
}

/// The facts in the words and the order of a person who wants to know what this is.
ModelFacts localFacts(const ModelEntry &entry, const ModelDetails &details) {
    ModelFacts out{.id = toQt(entry.id), .weights = toQt(details.hash)};
    const Json &facts = details.inspection.facts;
    const QLocale locale;
    const auto add = [&](const QString &name, const QString &value) {
        if (!value.isEmpty()) out.facts.append({name, value});
    };
    const auto number = [&](const char *key) {
        return facts.contains(key) && facts[key].is_number_integer() ? locale.toString(facts[key].get<qint64>())
                                                                     : QString();
    };
    QStringList memory;
    if (facts.contains("architectures") && facts["architectures"].is_array())
        add(ModelWords::tr("Architecture"), joined(facts["architectures"]));
    if (facts.contains("peft_type"))
        add(ModelWords::tr("Adapter"), QStringLiteral("%1, r = %2, alpha = %3")
                                           .arg(toQt(facts.value("peft_type", "")), number("r"))
                                           .arg(facts.value("lora_alpha", 0.0)));
    add(ModelWords::tr("Parameters"), number("parameters"));
    add(ModelWords::tr("Layers"), number("num_hidden_layers"));
    add(ModelWords::tr("Hidden size"), number("hidden_size"));
    add(ModelWords::tr("Heads"), number("num_attention_heads"));
    add(ModelWords::tr("Vocabulary"), number("vocab_size"));
    add(ModelWords::tr("Positions"), number("max_position_embeddings"));
    for (const auto &[format, bytes] : weightsInMemory(facts))
        memory.append(QStringLiteral("%1 %2").arg(format, locale.formattedDataSize(bytes)));
    add(ModelWords::tr("Weights in memory"), memory.join(QStringLiteral(" · ")));
    if (const qint64 bytes = cacheBytes(entry); bytes > 0)
        add(ModelWords::tr("Cache of 1,000 tokens"),
            QStringLiteral("f32 %1 · bf16 %2")
                .arg(locale.formattedDataSize(1000 * bytes), locale.formattedDataSize(500 * bytes)));
    if (facts.contains("dtypes")) add(ModelWords::tr("Tensors"), joined(facts["dtypes"]));
    if (facts.contains("tokenizer"))
        add(ModelWords::tr("Tokenizer"), facts["tokenizer"] == true ? ModelWords::tr("yes") : ModelWords::tr("none"));
    if (facts.contains("special_tokens")) add(ModelWords::tr("Special tokens"), special(facts["special_tokens"]));
    if (facts.contains("tokenizer"))
        add(ModelWords::tr("Chat templates"), templates(facts.value("chat_templates", Json::object())));
    add(ModelWords::tr("On disk"), locale.formattedDataSize(qint64(entry.diskBytes)));
    add(ModelWords::tr("Checkpoints"), checkpoints(entry, details));
    add(ModelWords::tr("Hash"), toQt(details.hash));
    add(ModelWords::tr("Folder"), toQt(entry.folder.string()));
    for (const Error &problem : details.inspection.problems) out.problems.append(toQt(problem));
    for (const Sentence &warning : details.inspection.warnings) out.problems.append(toQt(warning));
    return out;
}

/// Where a remote model is, and what may go there.
ModelFacts remoteFacts(const ModelEntry &entry) {
    ModelFacts out{.id = toQt(entry.id)};
    const RemoteBook book;
    const auto endpoint = book.endpoint(entry.reference.value("name", ""));
    if (!endpoint) {
        out.problems.append(toQt(endpoint.error()));
        return out;
    }
    const auto origin = checkEndpoint(*endpoint);
    const auto allowed = origin ? book.allowed(*origin) : Result<bool>(unexpected(origin.error()));
    out.facts = {{ModelWords::tr("Address"), toQt(endpoint->url)},
                 {ModelWords::tr("Model there"), toQt(endpoint->model)},
                 {ModelWords::tr("API"), endpoint->api == "chat"
                                             ? ModelWords::tr("chat: the server's own template")
                                             : ModelWords::tr("completions: the text is continued")},
                 {ModelWords::tr("Key"), endpoint->key ? ModelWords::tr("in the system's keyring, for this origin only")
                                                       : ModelWords::tr("none")}};
    if (!allowed) {
        out.problems.append(toQt(allowed.error()));
        return out;
    }
    out.facts.append(
        {ModelWords::tr("Texts may go there"), origin->loopback() ? ModelWords::tr("yes: it is this machine")
                                               : *allowed         ? ModelWords::tr("yes, you allowed it")
                                                                  : ModelWords::tr("no, not before you allow it")});
    out.facts.append(
        {ModelWords::tr("Limits"), ModelWords::tr("%1 requests side by side, %2 further tries, %3 s without a byte")
                                       .arg(endpoint->maxConcurrent)
                                       .arg(endpoint->retries)
                                       .arg(endpoint->idleTimeout)});
    return out;
}

} // namespace

ModelValues modelValues(const ModelEntry &entry) {
    ModelValues out{.kind = kindOf(entry.kind),
                    .id = toQt(entry.id),
                    .name = toQt(entry.name),
                    .folder = toQt(entry.folder.string()),
                    .run = toQt(entry.run),
                    .method = toQt(entry.method),
                    .base = toQt(entry.base),
                    .reference = toQt(dumpJson(entry.reference)),
                    .present = entry.present,
                    .ours = entry.ours};
    if (entry.kind == "remote") {
        if (!entry.present) return out;
        out.api = toQt(entry.reference["remote"].value("api", ""));
        const auto origin = originOf(entry.reference["remote"].value("url", ""));
        out.away = origin && !origin->loopback();
        out.allowed = origin && RemoteBook().allowed(*origin).value_or(false);
        return out;
    }
    const fs::path weights = entry.reference.value("path", "");
    for (const fs::path &folder : {entry.folder, weights})
        if (out.tokenizer.isEmpty() && Tokenizer::isIn(folder)) out.tokenizer = toQt(folder.string());
    for (const fs::path &folder : {weights, entry.folder})
        if (out.context == 0) out.context = contextLimit(folder);
    for (const auto &parent : entry.parents) out.parents.append(toQt(parent));
    out.diskBytes = qint64(entry.diskBytes);
    for (const auto step : entry.checkpoints) out.checkpoints.append(step);
    return out;
}

ModelFacts modelFacts(const ModelEntry &entry, Project &project) {
    if (entry.kind == "remote") return remoteFacts(entry);
    if (entry.present) return localFacts(entry, modelDetails(entry, project));
    return {.id = toQt(entry.id),
            .facts = {{ModelWords::tr("Folder"), toQt(entry.folder.string())}},
            .problems = {entry.run.empty() ? ModelWords::tr("There is no model in this folder.")
                                           : ModelWords::tr("Its training has not finished.")}};
}
} // namespace lapidary
