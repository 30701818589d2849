// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/mixer_view_model.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace lapidary {

namespace {

QJsonObject parsed(const QString &reference) {
    return QJsonDocument::fromJson(reference.toUtf8()).object();
}
QString basePath(const ModelValues &model) {
    return parsed(model.reference).value(QStringLiteral("path")).toString();
}

/// The adapter's folder where it alone stands on its base; empty for one that stands on others.
QString adapterFolder(const ModelValues &model) {
    const QJsonArray adapters = parsed(model.reference).value(QStringLiteral("adapters")).toArray();
    return adapters.size() == 1 ? adapters.first().toObject().value(QStringLiteral("path")).toString() : QString();
}

} // namespace

MixerViewModel::MixerViewModel(QObject *parent) : QObject(parent) {
    pause_.setSingleShot(true);
    pause_.setInterval(kPauseMs);
    connect(&pause_, &QTimer::timeout, this, &MixerViewModel::ask);
}

void MixerViewModel::setModels(const QVector<ModelValues> &models, const QString &current) {
    const auto chosen =
        std::find_if(models.begin(), models.end(), [&](const ModelValues &model) { return model.id == current; });
    const QString base = chosen == models.end() ? QString() : basePath(*chosen);
    tokenizer_ = chosen == models.end() ? QString() : chosen->tokenizer;
    QVector<Part> parts;
    QString name;
    for (const ModelValues &model : models) {
        if (base.isEmpty() || basePath(model) != base || !model.present) continue;
        if (model.kind != ModelValues::Adapter) {
            name = model.name;
            continue;
        }
        const QString folder = adapterFolder(model);
        if (folder.isEmpty()) continue;
        const auto known =
            std::find_if(parts_.begin(), parts_.end(), [&](const Part &part) { return part.id == model.id; });
        Part part = base == base_ && known != parts_.end() ? *known : Part{.id = model.id, .on = model.id == current};
        part.name = model.name;
        part.folder = folder;
        part.touched |= part.on;
        parts.append(part);
    }
    const bool none = std::none_of(parts.begin(), parts.end(), [](const Part &part) { return part.on; });
    for (Part &part : parts) // who chooses an adapter wants to hear it; a mix that somebody made stays
        if (none && current != current_ && part.id == current) part.on = part.touched = true;
    current_ = current;
    const auto same = [](const Part &a, const Part &b) {
        return a.id == b.id && a.name == b.name && a.folder == b.folder && a.on == b.on;
    };
    if (base == base_ && name == baseName_ &&
        std::equal(parts.begin(), parts.end(), parts_.begin(), parts_.end(), same))
        return;
    if (base != base_) {
        mixed_ = plain_ = {};
        plainKey_.clear();
        problem_.clear();
        ++ticket_;
        asking_ = stale_ = false;
    }
    base_ = base;
    baseName_ = name;
    parts_ = parts;
    pause_.stop();
    Q_EMIT partsChanged();
    Q_EMIT answerChanged();
}

int MixerViewModel::countOn() const {
    return int(std::count_if(parts_.begin(), parts_.end(), [](const Part &part) { return part.on; }));
}

void MixerViewModel::setOn(int part, bool on) {
    if (part < 0 || part >= parts_.size() || parts_[part].on == on) return;
    parts_[part].on = on;
    parts_[part].touched |= on;
    touch();
}

void MixerViewModel::setWeight(int part, double weight) {
    if (part < 0 || part >= parts_.size() || parts_[part].weight == weight) return;
    parts_[part].weight = weight;
    touch();
}

void MixerViewModel::setCombination(const QString &combination) {
    if (combination == combination_) return;
    combination_ = combination;
    touch();
}

void MixerViewModel::setTemplate(const TemplateFacts &facts) {
    template_ = facts;
    Q_EMIT changed();
}

void MixerViewModel::setChats(bool on) {
    if (wantsText_ == !on) return;
    wantsText_ = !on;
    touch();
}

void MixerViewModel::setNumbers(const QString &numbers) {
    if (numbers == numbers_) return;
    numbers_ = numbers;
    touch();
}

void MixerViewModel::setPrompt(const QString &prompt) {
    if (prompt == request_.prompt) return;
    request_.prompt = prompt;
    touch();
}

void MixerViewModel::setSampling(double temperature, quint64 seed, int maxNewTokens) {
    if (temperature == request_.temperature && seed == request_.seed && maxNewTokens == request_.maxNewTokens) return;
    request_.temperature = temperature;
    request_.seed = seed;
    request_.maxNewTokens = maxNewTokens;
    touch();
}

void MixerViewModel::setLive(bool live) {
    live_ = live;
    if (live)
        touch();
    else
        pause_.stop();
}

void MixerViewModel::touch() {
    Q_EMIT changed();
    if (live_ && !request_.prompt.trimmed().isEmpty()) pause_.start();
}

QString MixerViewModel::reference(bool plain) const {
    QJsonObject out{{QStringLiteral("path"), base_}, {QStringLiteral("dtype"), numbers_}};
    QJsonArray adapters;
    const bool alone =
        combination_ != QLatin1String("none"); // one adapter is made of those that are on, and only these
    for (const Part &part : parts_)
        if (alone ? part.on : part.touched)
            adapters.append(QJsonObject{{QStringLiteral("path"), part.folder},
                                        {QStringLiteral("weight"), plain || !part.on ? 0.0 : part.weight}});
    if (alone && plain) adapters = {};
    if (!adapters.isEmpty()) out.insert(QStringLiteral("adapters"), adapters);
    if (alone && !adapters.isEmpty()) out.insert(QStringLiteral("mix"), combination_);
    return QString::fromUtf8(QJsonDocument(out).toJson(QJsonDocument::Compact));
}

QString MixerViewModel::writtenReference() const {
    QJsonObject out{{QStringLiteral("path"), base_}};
    QJsonArray adapters;
    for (const Part &part : parts_)
        if (part.on)
            adapters.append(
                QJsonObject{{QStringLiteral("path"), part.folder}, {QStringLiteral("weight"), part.weight}});
    out.insert(QStringLiteral("adapters"), adapters);
    if (combination_ != QLatin1String("none")) out.insert(QStringLiteral("mix"), combination_);
    return QString::fromUtf8(QJsonDocument(out).toJson(QJsonDocument::Compact));
}

void MixerViewModel::ask() {
    pause_.stop();
    if (base_.isEmpty() || request_.prompt.isEmpty()) return;
    if (asking_) {
        stale_ = true;
        return;
    }
    send();
}

/// First the answer without adapters, where it is not known yet; then that of the mix.
void MixerViewModel::send() {
    request_.tokenizer = chats() ? tokenizer_ : QString();
    const QString key = QStringLiteral("%1\n%2\n%3\n%4\n%5\n%6\n%7")
                            .arg(base_, request_.prompt, request_.tokenizer, numbers_)
                            .arg(request_.temperature)
                            .arg(request_.seed)
                            .arg(request_.maxNewTokens);
    request_.plain = key != plainKey_;
    if (request_.plain) plainKey_ = key;
    request_.reference = reference(request_.plain);
    request_.ticket = ++ticket_;
    asking_ = true;
    stale_ = request_.plain; // the mix comes next
    problem_.clear();
    Q_EMIT answerChanged();
    Q_EMIT answerRequested(request_);
}

void MixerViewModel::setAnswer(qint64 ticket, const Answer &answer) {
    if (ticket != ticket_) return;
    const bool done = !answer.finishReason.empty();
    (request_.plain ? plain_ : mixed_) = answer;
    if (done) asking_ = false;
    Q_EMIT answerChanged();
    if (done && stale_) send();
}

void MixerViewModel::setFailed(qint64 ticket, const QString &why) {
    if (ticket != ticket_) return;
    asking_ = stale_ = false;
    problem_ = why;
    if (request_.plain)
        plainKey_.clear();
    else
        mixed_ = {};
    Q_EMIT answerChanged();
}

} // namespace lapidary
