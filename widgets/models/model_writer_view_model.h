// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/mixer_values.h"
#include "widgets/models/model_values.h"
#include <QObject>

namespace lapidary {

/// A model that is about to be written: copied out of the project, or made by a worker (adapters merged, or mixed into
/// one) into the project or to a folder outside.
class ModelWriterViewModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void setProject(const QString &folder, bool readOnly);
    void setModels(const QVector<ModelValues> &models) { models_ = models; }

    /// A model as it is listed, or a mix: a reference of several adapters.
    void begin(const ModelValues &model);
    void beginMix(const QString &reference, const QString &suggested, ModelWriting::What what);
    QString sourceName() const { return sourceName_; }
    QVector<ModelWriting::What> choices() const { return choices_; }
    ModelWriting::What what() const { return request_.what; }
    void setWhat(ModelWriting::What what);
    /// "f32", "bf16", "f16" of a merged model.
    void setDtype(const QString &dtype);
    bool intoProject() const { return intoProject_; }
    bool mayGoIntoProject() const { return !readOnly_ && request_.what != ModelWriting::Copy; }
    void setIntoProject(bool into);
    void setName(const QString &name);
    void setTarget(const QString &folder);
    QString name() const { return request_.name; }
    QString target() const { return request_.target; }
    QStringList problems() const;
    void start();
    void cancel() { Q_EMIT cancelled(); }

    bool busy() const { return busy_; }
    double progress() const { return progress_; } ///< below 0: not known
    QString problem() const { return problem_; }
    QString written() const { return written_; } ///< name or folder of the last one that came out well
    void setProgress(double share);
    void setWritten(const QString &place);
    void setFailed(const QString &why); ///< why: empty where somebody cancelled

Q_SIGNALS:
    void begun();
    void changed();
    void started();
    void finished(); ///< well or badly
    void writeRequested(const lapidary::ModelWriting &request);
    void cancelled();

private:
    void startOver(const QString &suggested);
    QString project_{}, sourceName_{}, dtype_ = QStringLiteral("f32"), problem_{}, written_{};
    bool readOnly_ = false, intoProject_ = true, busy_ = false;
    double progress_ = -1;
    QVector<ModelValues> models_{};
    QVector<ModelWriting::What> choices_{};
    ModelWriting request_{};
};

} // namespace lapidary
