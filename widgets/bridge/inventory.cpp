// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/inventory.h"
#include "core/remote/book.h"
#include "core/text/tokenizer/tokenizer.h"
#include "core/workbench/models/model_config.h"
#include "core/workbench/models/models.h"
#include "core/workbench/stages/run_kind.h"
#include "widgets/bridge/conversions.h"
#include "widgets/models/visible_text.h"
#include <QLocale>
#include <algorithm>

namespace lapidary {

namespace {

bool isThere(const fs::path &path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// Data sets of the experiment, with the newest rows that were frozen of each.
class DataLister {
public:
    DataLister(Project &project, const Experiment &experiment, const std::vector<DatasetRecord> &frozen)
        : project_(project), experiment_(experiment), frozen_(frozen) {}

    QVector<DataSetValues> list(const std::vector<RunRecord> &runs) {
        for (const DataSet &set : experiment_.data) declared(set);
        for (const RunRecord &run : runs)
            if (const RunKind *job = ownerJob(run.kind); job && isThere(project_.runFolder(run.id) / job->output()))
                made(run, job->output());
        for (const DatasetRecord &record : frozen_)
            if (!shown_.contains(toQt(record.hash)) && isThere(rowsOf(record))) snapshot(record);
        std::stable_sort(out_.begin(), out_.end(),
                         [](const DataSetValues &a, const DataSetValues &b) { return a.kind < b.kind; });
        return std::move(out_);
    }

private:
    fs::path rowsOf(const DatasetRecord &record) const {
        return project_.folder() / "datasets" / record.hash / "rows.jsonl";
    }

    void declared(const DataSet &set) {
        DataSetValues values{.name = toQt(set.name)};
        const bool imported = set.file.starts_with("datasets/imported/");
        values.kind = imported ? DataSetValues::Imported : DataSetValues::Declared;
        values.origin = !set.task.empty() ? Inventory::tr("task %1, seed %2").arg(toQt(set.task)).arg(set.seed)
                                          : toQt(fs::path(set.file).filename().string());
        if (!set.file.empty()) values.file = toQt((experiment_.folder / set.file).lexically_normal().string());
        fs::file_time_type newest = fs::file_time_type::min();
        for (const DatasetRecord &record : frozen_) {
            std::error_code missing;
            const auto frozen = record.name == set.name ? fs::last_write_time(rowsOf(record), missing) : newest;
            if (record.name != set.name || missing || frozen < newest) continue;
            newest = frozen;
            values.hash = toQt(record.hash);
            values.rows = record.rows;
            if (set.file.empty()) values.file = toQt(rowsOf(record).string());
        }
        if (!values.hash.isEmpty()) shown_.append(values.hash);
        reading(set.name, values);
        out_.append(values);
    }

    /// The first training on it says how its rows are read.
    void reading(const std::string &name, DataSetValues &values) const {
        for (const Stage &stage : experiment_.stages) {
            if (stage.data != name || !isTraining(stage.kind)) continue;
            values.trainedBy = toQt(stage.name);
            values.maxLength = int(stage.config.value("max_length", 0));
            values.completionOnly = stage.config.value("completion_only_loss", true);
            return;
        }
    }

    void made(const RunRecord &run, const char *output) {
        DataSetValues values{.kind = DataSetValues::Made,
                             .name = toQt(run.name),
                             .file = toQt((project_.runFolder(run.id) / output).string()),
                             .origin = toQt(run.id)};
        reading(run.name, values);
        out_.append(values);
    }

    void snapshot(const DatasetRecord &record) {
        out_.append({.kind = DataSetValues::Snapshot,
                     .name = toQt(record.name),
                     .file = toQt(rowsOf(record).string()),
                     .origin = toQt(record.hash.substr(0, 8)),
                     .hash = toQt(record.hash),
                     .rows = record.rows});
    }

    Project &project_;
    const Experiment &experiment_;
    const std::vector<DatasetRecord> &frozen_;
    QVector<DataSetValues> out_{};
    QStringList shown_{};
};

ModelValues::Kind kindOf(const std::string &kind) {
    if (kind == "trained") return ModelValues::Trained;
    if (kind == "adapter") return ModelValues::Adapter;
    if (kind == "remote") return ModelValues::Remote;
    return kind == "folder" ? ModelValues::Folder : ModelValues::Named;
}

ModelValues valuesOf(const ModelEntry &entry) {
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
    for (const auto &parent : entry.parents) out.parents.append(toQt(parent));
    out.diskBytes = qint64(entry.diskBytes);
    for (const auto step : entry.checkpoints) out.checkpoints.append(step);
    return out;
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
    return parts.isEmpty() ? Inventory::tr("none") : parts.join(QStringLiteral(" · "));
}

/// "steps 100, 200 (3 MiB)", or nothing.
QString checkpoints(const ModelEntry &entry, const ModelDetails &details) {
    const QLocale locale;
    QStringList steps;
    for (const auto step : entry.checkpoints) steps.append(locale.toString(qint64(step)));
    if (steps.isEmpty()) return {};
    return Inventory::tr("steps %1 (%2)")
        .arg(steps.join(QStringLiteral(", ")), locale.formattedDataSize(qint64(details.checkpointBytes)));
}

/// The facts in the words and the order of a person who wants to know what this is.
ModelFacts factsOf(const ModelEntry &entry, const ModelDetails &details) {
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
        add(Inventory::tr("Architecture"), joined(facts["architectures"]));
    if (facts.contains("peft_type"))
        add(Inventory::tr("Adapter"), QStringLiteral("%1, r = %2, alpha = %3")
                                          .arg(toQt(facts.value("peft_type", "")), number("r"))
                                          .arg(facts.value("lora_alpha", 0.0)));
    add(Inventory::tr("Parameters"), number("parameters"));
    add(Inventory::tr("Layers"), number("num_hidden_layers"));
    add(Inventory::tr("Hidden size"), number("hidden_size"));
    add(Inventory::tr("Heads"), number("num_attention_heads"));
    add(Inventory::tr("Vocabulary"), number("vocab_size"));
    add(Inventory::tr("Positions"), number("max_position_embeddings"));
    for (const auto &[format, bytes] : weightsInMemory(facts))
        memory.append(QStringLiteral("%1 %2").arg(format, locale.formattedDataSize(bytes)));
    add(Inventory::tr("Weights in memory"), memory.join(QStringLiteral(" · ")));
    if (const qint64 bytes = cacheBytes(entry); bytes > 0)
        add(Inventory::tr("Cache of 1,000 tokens"),
            QStringLiteral("f32 %1 · bf16 %2")
                .arg(locale.formattedDataSize(1000 * bytes), locale.formattedDataSize(500 * bytes)));
    if (facts.contains("dtypes")) add(Inventory::tr("Tensors"), joined(facts["dtypes"]));
    if (facts.contains("tokenizer"))
        add(Inventory::tr("Tokenizer"), facts["tokenizer"] == true ? Inventory::tr("yes") : Inventory::tr("none"));
    if (facts.contains("special_tokens")) add(Inventory::tr("Special tokens"), special(facts["special_tokens"]));
    if (facts.contains("tokenizer"))
        add(Inventory::tr("Chat templates"), templates(facts.value("chat_templates", Json::object())));
    add(Inventory::tr("On disk"), locale.formattedDataSize(qint64(entry.diskBytes)));
    add(Inventory::tr("Checkpoints"), checkpoints(entry, details));
    add(Inventory::tr("Hash"), toQt(details.hash));
    add(Inventory::tr("Folder"), toQt(entry.folder.string()));
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
    out.facts = {{Inventory::tr("Address"), toQt(endpoint->url)},
                 {Inventory::tr("Model there"), toQt(endpoint->model)},
                 {Inventory::tr("API"), endpoint->api == "chat" ? Inventory::tr("chat: the server's own template")
                                                                : Inventory::tr("completions: the text is continued")},
                 {Inventory::tr("Key"), endpoint->key ? Inventory::tr("in the system's keyring, for this origin only")
                                                      : Inventory::tr("none")}};
    if (!allowed) {
        out.problems.append(toQt(allowed.error()));
        return out;
    }
    out.facts.append({Inventory::tr("Texts may go there"), origin->loopback() ? Inventory::tr("yes: it is this machine")
                                                           : *allowed         ? Inventory::tr("yes, you allowed it")
                                                                      : Inventory::tr("no, not before you allow it")});
    out.facts.append(
        {Inventory::tr("Limits"), Inventory::tr("%1 requests side by side, %2 further tries, %3 s without a byte")
                                      .arg(endpoint->maxConcurrent)
                                      .arg(endpoint->retries)
                                      .arg(endpoint->idleTimeout)});
    return out;
}

} // namespace

Inventory::Inventory(QObject *parent) : QObject(parent) {}

void Inventory::listData() {
    if (!project_) return;
    const auto experiment = project_->experiment();
    const auto frozen =
        experiment ? project_->store().datasets() : Result<std::vector<DatasetRecord>>(unexpected(experiment.error()));
    const auto runs = frozen ? project_->store().runs() : Result<std::vector<RunRecord>>(unexpected(frozen.error()));
    if (!runs) Q_EMIT failed(tr("The data sets cannot be listed"), toQt(runs.error()));
    Q_EMIT dataListed(runs ? DataLister(*project_, *experiment, *frozen).list(*runs) : QVector<DataSetValues>());
}

void Inventory::listModels() {
    if (!project_) return;
    const auto entries = lapidary::listModels(*project_);
    if (!entries) Q_EMIT failed(tr("The models cannot be listed"), toQt(entries.error()));
    QVector<ModelValues> out;
    if (entries)
        for (const ModelEntry &entry : *entries) out.append(valuesOf(entry));
    Q_EMIT modelsListed(out);
}

std::optional<ModelEntry> Inventory::find(const QString &id) {
    if (!project_) return std::nullopt;
    const auto entries = lapidary::listModels(*project_);
    for (const ModelEntry &entry : entries.value_or(std::vector<ModelEntry>{}))
        if (toQt(entry.id) == id) return entry;
    return std::nullopt;
}

void Inventory::readModel(const QString &id) {
    if (const auto entry = find(id); entry && entry->kind == "remote")
        Q_EMIT modelRead(remoteFacts(*entry));
    else if (entry && entry->present)
        Q_EMIT modelRead(factsOf(*entry, modelDetails(*entry, *project_)));
    else if (entry)
        Q_EMIT modelRead({.id = id,
                          .facts = {{tr("Folder"), toQt(entry->folder.string())}},
                          .problems = {entry->run.empty() ? tr("There is no model in this folder.")
                                                          : tr("Its training has not finished.")}});
}

void Inventory::readUses(const QString &id) {
    const auto entry = find(id);
    if (!entry) return;
    const auto uses = usesOf(*project_, *entry);
    if (!uses) {
        Q_EMIT failed(tr("It is not known who needs this model"), toQt(uses.error()));
        return;
    }
    ModelUses out{.id = id};
    for (const ModelUse &use : *uses) out.uses.append({toQt(use.kind), toQt(use.name), use.blocks});
    Q_EMIT usesRead(out);
}

void Inventory::compareModels(const QString &a, const QString &b) {
    const auto first = find(a), second = find(b);
    if (!first || !second) return;
    ConfigPairs out{.a = a, .b = b};
    const auto text = [](const std::optional<std::string> &value) { return value ? toQt(*value) : QString(); };
    for (const ConfigPair &pair : pairUp(configOf(*first, *project_), configOf(*second, *project_)))
        out.pairs.append({toQt(pair.section), toQt(pair.field), text(pair.a), text(pair.b), pair.differs()});
    Q_EMIT modelsCompared(out);
}

void Inventory::deleteModel(const QString &id) {
    const auto entry = find(id);
    if (!entry) return;
    if (const auto deleted = lapidary::deleteModel(*project_, *entry))
        Q_EMIT modelDeleted(id);
    else
        Q_EMIT failed(tr("The model is not deleted"), toQt(deleted.error()));
}

void Inventory::add(const QString &name, const QString &path, const Json &tables) {
    const auto inside = project_ ? fs::path(fromQt(path)).lexically_relative(project_->folder()) : fs::path();
    const bool here = !inside.empty() && *inside.begin() != ".."; // another project may have been opened meanwhile
    const auto done = here ? (tables.empty() ? Status{} : project_->add(tables))
                           : Status(fail("project.none", "its project is no longer open"));
    if (!done) {
        std::error_code ignored;
        fs::remove_all(fromQt(path), ignored); // nothing names it
    }
    Q_EMIT added(name, done ? QString() : toQt(done.error()));
}

} // namespace lapidary
