// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/model_writer_view_model.h"
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace lapidary {

void ModelWriterViewModel::setProject(const QString &folder, bool readOnly) {
    if (busy_) cancel();
    project_ = folder;
    readOnly_ = readOnly;
    models_.clear();
    problem_.clear();
    written_.clear();
    Q_EMIT changed();
}

void ModelWriterViewModel::startOver(const QString &suggested) {
    QString name = suggested;
    const auto taken = [this](const QString &each) {
        return std::any_of(models_.begin(), models_.end(),
                           [&](const ModelValues &model) { return model.name == each; });
    };
    for (int number = 2; taken(name); ++number) name = QStringLiteral("%1-%2").arg(suggested).arg(number);
    request_.name = name;
    request_.target.clear();
    problem_.clear();
    intoProject_ = mayGoIntoProject();
    Q_EMIT begun();
    Q_EMIT changed();
}

void ModelWriterViewModel::begin(const ModelValues &model) {
    const bool adapter = model.kind == ModelValues::Adapter;
    sourceName_ = model.name;
    request_ = {.what = ModelWriting::Copy, .folder = model.folder, .reference = model.reference, .project = project_};
    choices_ = {ModelWriting::Copy, ModelWriting::Merged};
    startOver(adapter ? model.name + QStringLiteral("-merged") : model.name + QStringLiteral("-copy"));
}

void ModelWriterViewModel::beginMix(const QString &reference, const QString &suggested, ModelWriting::What what) {
    sourceName_ = suggested;
    request_ = {.what = what, .reference = reference, .project = project_};
    choices_ = {ModelWriting::Adapter, ModelWriting::Merged};
    startOver(suggested);
}

void ModelWriterViewModel::setWhat(ModelWriting::What what) {
    request_.what = what;
    if (!mayGoIntoProject()) intoProject_ = false;
    Q_EMIT changed();
}

void ModelWriterViewModel::setDtype(const QString &dtype) {
    dtype_ = dtype;
}

void ModelWriterViewModel::setIntoProject(bool into) {
    intoProject_ = into && mayGoIntoProject();
    Q_EMIT changed();
}

void ModelWriterViewModel::setName(const QString &name) {
    request_.name = name.trimmed();
    Q_EMIT changed();
}

void ModelWriterViewModel::setTarget(const QString &folder) {
    request_.target = folder.trimmed();
    Q_EMIT changed();
}

QStringList ModelWriterViewModel::problems() const {
    QStringList out;
    if (busy_) out.append(tr("Another model is being written."));
    if (intoProject_) {
        if (request_.name.isEmpty()) out.append(tr("It needs a name."));
        if (std::any_of(models_.begin(), models_.end(),
                        [this](const ModelValues &model) { return model.name == request_.name; }))
            out.append(tr("There is a model of this name already."));
        if (request_.name.startsWith(QLatin1Char('.')) || request_.name.contains(QLatin1Char('/')) ||
            request_.name.contains(QLatin1Char('\\')))
            out.append(tr("A name has no slashes and begins with no dot."));
    } else if (request_.target.isEmpty())
        out.append(tr("It needs a folder to go to."));
    else if (QFileInfo::exists(request_.target))
        out.append(tr("There is something at this path already; nothing is overwritten."));
    else if (!QFileInfo(QFileInfo(request_.target).absolutePath()).isDir())
        out.append(tr("The folder around it does not exist."));
    return out;
}

void ModelWriterViewModel::start() {
    if (!problems().isEmpty()) return;
    ModelWriting request = request_;
    if (intoProject_)
        request.target.clear();
    else
        request.name.clear();
    if (request.what == ModelWriting::Merged) {
        QJsonObject reference = QJsonDocument::fromJson(request.reference.toUtf8()).object();
        reference.insert(QStringLiteral("dtype"), dtype_);
        request.reference = QString::fromUtf8(QJsonDocument(reference).toJson(QJsonDocument::Compact));
    }
    busy_ = true;
    progress_ = -1;
    problem_.clear();
    written_.clear();
    Q_EMIT started();
    Q_EMIT changed();
    Q_EMIT writeRequested(request);
}

void ModelWriterViewModel::setProgress(double share) {
    progress_ = share;
    Q_EMIT changed();
}

void ModelWriterViewModel::setWritten(const QString &place) {
    busy_ = false;
    written_ = place;
    Q_EMIT changed();
    Q_EMIT finished();
}

void ModelWriterViewModel::setFailed(const QString &why) {
    busy_ = false;
    problem_ = why;
    Q_EMIT changed();
    Q_EMIT finished();
}

} // namespace lapidary
