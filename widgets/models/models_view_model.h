// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/model_values.h"
#include "widgets/models/workshop_values.h"
#include <QObject>

namespace lapidary {

/// The project's models, the one that is chosen, an import under way, and the playground.
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

    void askDelete();                       ///< who needs it comes first, by usesKnown()
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

    // The playground
    void ask(const QString &prompt, double temperature, quint64 seed, int maxNewTokens);
    void stopAsking() { Q_EMIT askingStopped(); }
    bool asking() const { return asking_; }
    const PromptAnswer &answer() const { return answer_; }
    QString askProblem() const { return askProblem_; }
    void setAnswer(const PromptAnswer &answer);
    void setAskFailed(qint64 ticket, const QString &why);
    void chooseToken(int token);
    int token() const { return token_; }
    const Alternatives &alternatives() const { return alternatives_; }
    void setAlternatives(const Alternatives &alternatives);
    void branch(int tokenId); ///< puts it in the place of the chosen token and lets the model go on
    bool canGoBack() const { return !before_.isEmpty(); }
    void goBack(); ///< to the answer before the branch

Q_SIGNALS:
    void outdated();
    void modelsChanged();
    void currentChanged();
    void pairsChanged();
    void compareRequested(const QString &a, const QString &b);
    void usesKnown(const lapidary::ModelUses &uses);
    void importChanged();
    void answerChanged();
    void alternativesChanged();
    void listRequested();
    void factsRequested(const QString &id);
    void usesRequested(const QString &id);
    void deleteRequested(const QString &id);
    void importRequested(const lapidary::ModelImportWish &wish);
    void importCancelled();
    void answerRequested(const lapidary::PromptWish &wish);
    void alternativesRequested(const lapidary::PromptWish &wish, int token);
    void askingStopped();

private:
    const ModelValues *find(const QString &id) const;
    void send(PromptWish wish);
    QVector<int> idsBefore(int token) const;
    QString project_{}, current_{}, awaited_{}, comparedWith_{}, importing_{}, importProblem_{}, askProblem_{};
    bool readOnly_ = false, listIsOld_ = true, listed_ = false, asking_ = false;
    double progress_ = 0;
    QVector<ModelValues> models_{};
    QVector<ConfigPairValues> pairs_{};
    ModelFacts facts_{};
    PromptWish wish_{};
    PromptAnswer answer_{};
    QVector<PromptAnswer> before_{};
    Alternatives alternatives_{};
    int token_ = -1;
    qint64 ticket_ = 0;
};

} // namespace lapidary
