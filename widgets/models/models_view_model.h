// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/mixer_values.h"
#include "widgets/models/model_values.h"
#include <QObject>

namespace lapidary {

/// The project's models, the one that is chosen, and an import under way.
class ModelsViewModel : public QObject {
    Q_OBJECT
public:
    explicit ModelsViewModel(QObject *parent = nullptr) : QObject(parent) {}
    void setProject(const QString &folder, bool readOnly);
    void outdate(); ///< there may be more than was listed
    void wantList();
    void setModels(const QVector<ModelValues> &models);
    const QVector<ModelValues> &models() const { return models_; }
    bool listed() const { return listed_; }
    bool hasProject() const { return !project_.isEmpty(); }
    bool readOnly() const { return readOnly_; }

    void choose(const QString &id);
    const ModelValues *current() const;
    const ModelFacts &facts() const { return facts_; }
    void setFacts(const ModelFacts &facts);
    /// "base → sft → dpo": what the model was made from, in the order of the making.
    QStringList lineage(const QString &id) const;
    QStringList madeFrom(const QString &id) const; ///< what was made from it directly

    /// All settings beside those of another model.
    void compareWith(const QString &id);
    QString comparedWith() const { return comparedWith_; }
    const QVector<ConfigPairValues> &pairs() const { return pairs_; }
    void setPairs(const ConfigPairs &pairs);

    void askDelete(); ///< who needs it comes first, by usesKnown()
    void setUses(const ModelUses &uses);
    void confirmDelete();
    void setDeleted(const QString &id);

    void startImport(const QString &source, const QString &name);
    void cancelImport() { Q_EMIT importCancelled(); }
    void setImportProgress(double share);
    void setMade(const QString &name); ///< something new of this name lies in models/: shown and chosen
    void setImported(const QString &name, const QString &why, bool cancelled = false);
    bool importing() const { return !importing_.isEmpty(); }
    QString importName() const { return importing_; }
    double importProgress() const { return progress_; }
    QString importProblem() const { return importProblem_; }
    QString freeImportName(const QString &wanted) const;

Q_SIGNALS:
    void outdated();
    void modelsChanged();
    void currentChanged();
    void pairsChanged();
    void compareRequested(const QString &a, const QString &b);
    void usesKnown(const lapidary::ModelUses &uses);
    void importChanged();
    void listRequested();
    void factsRequested(const QString &id);
    void usesRequested(const QString &id);
    void deleteRequested(const QString &id);
    void importRequested(const lapidary::ModelImportRequest &request);
    void importCancelled();

private:
    const ModelValues *find(const QString &id) const;
    QString project_{}, current_{}, awaited_{}, comparedWith_{}, importing_{}, importProblem_{};
    bool readOnly_ = false, listIsOld_ = true, listed_ = false;
    double progress_ = 0;
    QVector<ModelValues> models_{};
    QVector<ConfigPairValues> pairs_{};
    ModelFacts facts_{};
};

} // namespace lapidary
