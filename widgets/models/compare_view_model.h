// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/models/compare_details.h"
#include "widgets/models/comparison_model.h"
#include <QAbstractListModel>

namespace lapidary {

enum class QuestionFilter { All, AOnly, BOnly, BothRight, BothWrong, DifferentAnswers };
bool passes(const AnswerPair &question, QuestionFilter filter);

/// The questions that pass bucket, filter and search text.
class QuestionsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { ARightRole = Qt::UserRole, BRightRole, BucketRole, IdRole };
    using QAbstractListModel::QAbstractListModel;
    void setQuestions(const std::vector<AnswerPair> &questions);
    void setFilter(QuestionFilter filter, const QString &bucket, const QString &search);
    const AnswerPair *at(int row) const;
    int total() const { return int(all_.size()); }
    int count(QuestionFilter filter) const; ///< in the chosen bucket, whatever the search says
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void refilter();
    std::vector<AnswerPair> all_;
    QVector<int> shown_;
    QuestionFilter filter_ = QuestionFilter::All;
    QString bucket_, search_;
};

/// The comparison of an experiment: the table, the two arms that stand side by side, their paired test and their
/// answers.
class CompareViewModel : public QObject {
    Q_OBJECT
public:
    explicit CompareViewModel(QObject *parent = nullptr);
    void clear();
    void setComparison(const ComparisonValues &comparison);
    void setRevisions(const QVector<RevisedArm> &revised) { revised_ = revised; } ///< of the next comparison
    void setAnswers(const SideBySide &answers);
    void setDetails(const CompareDetails &details);
    /// Asks for them if the comparison has changed since they came.
    void wantDetails();
    const CompareDetails &details() const { return details_; }
    bool detailsAwaited() const { return detailsAwaited_; }
    /// Asks what another rule would have made of the samples of an arm; it comes by setWhatIf. Only what was asked last
    /// counts.
    void askWhatIf(const QString &arm, const QString &bucket, const WhatIf &asked, bool verifier);
    void setWhatIf(const WhatIfCurves &curves);
    const WhatIfCurves &whatIf() const { return whatIf_; }
    /// Asks for the answers of two arms; they come by setAnswers.
    void chooseArms(const QString &a, const QString &b);

    ComparisonModel *table() { return &table_; }
    QuestionsModel *questions() { return &questions_; }
    QString armA() const { return armA_; }
    QString armB() const { return armB_; }
    QStringList armNames() const;
    bool isEmpty() const { return table_.comparison().arms.isEmpty(); }
    /// The test of the chosen arms, one line a bucket; empty where it is not known.
    QVector<PairValues> pairedTests() const;
    QString sentence(const PairValues &pair) const;
    /// For each bucket the best arm against the strongest control, and what revising did; then warnings of problems
    /// that were learnt from.
    QStringList claims() const;
    void setDetectable(const QVector<DetectableValues> &found);
    /// What the tests can be expected to show, before anything has run; a line each bucket.
    QStringList expectations() const;
    QString trainingCosts() const; ///< a line for each training; empty where none has told

Q_SIGNALS:
    void changed();
    void answersChanged();
    void answersRequested(const QString &a, const QString &b);
    void detailsChanged();
    void detailsRequested();
    void whatIfExpected(qint64 ticket); ///< just before it is requested, for who still works on an older one
    void whatIfRequested(const lapidary::WhatIfQuestion &question);
    void whatIfChanged();

private:
    ComparisonModel table_;
    QuestionsModel questions_;
    QString armA_, armB_;
    CompareDetails details_;
    QVector<RevisedArm> revised_{};
    QVector<DetectableValues> detectable_{};
    WhatIfCurves whatIf_{};
    qint64 asked_ = 0;
    bool detailsAreOld_ = true, detailsAwaited_ = false;
    bool chosen_ = false; ///< by the person
};

} // namespace lapidary
